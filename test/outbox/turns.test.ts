import { describe, expect, it } from 'vitest';
import { type Bound, Turns } from '../../src/outbox/turns.ts';

const ALL = 6;
const endpointOf = (name: string, league: string, person: string): [Bound, ...Bound[]] => [
  { name: `endpoint ${name}`, most: 2 },
  { name: `league ${league}`, most: 3 },
  { name: `person ${person}`, most: null },
];

/** Turns whose works go on until they are ended by their name. */
function held() {
  const turns = new Turns<string>(ALL);
  const running = new Map<string, () => void>();
  const done: string[] = [];
  const act = async (work: string) => {
    await new Promise<void>((resolve) => running.set(work, resolve));
    running.delete(work);
    done.push(work);
  };
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    done,
    running: () => [...running.keys()].sort(),
    begin: (bounds: [Bound, ...Bound[]], name: string) => turns.run(bounds, name, name, act),
    async end(name: string) {
      running.get(name)?.();
      await settled();
    },
  };
}

describe('what is delivered at the same time', () => {
  it('is no more than each endpoint and each league may have, and for each person than is left to others', async () => {
    const { begin, running } = held();
    for (const league of ['1', '2', '3'])
      for (const name of ['a', 'b', 'c'])
        for (const event of ['x', 'y', 'z'])
          void begin(endpointOf(league + name, league, 'them'), league + name + event);
    expect(running()).toEqual(['1ax', '1ay', '1bx']);
    void begin(endpointOf('mine', 'of mine', 'me'), 'mine');
    expect(running()).toContain('mine');
  });

  it('goes on with what waits, endpoints by turns, each name once', async () => {
    const { begin, running, end, done } = held();
    const [a, b] = [endpointOf('a', '1', 'them'), endpointOf('b', '1', 'them')];
    for (const event of ['a1', 'a2', 'a3', 'a4', 'a4']) void begin(a, event);
    for (const event of ['b1', 'b2', 'b3']) void begin(b, event);
    expect(running()).toEqual(['a1', 'a2', 'b1']);
    await end('a1');
    expect(running()).toEqual(['a2', 'a3', 'b1']);
    await end('a2');
    expect(running()).toEqual(['a3', 'b1', 'b2']);
    for (const event of ['a3', 'b1', 'b2', 'a4', 'b3']) await end(event);
    expect(running()).toEqual([]);
    expect(done.sort()).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3']);
  });

  it('is no more than a process may have, and a job that finds no place ends at once', async () => {
    const { begin, running, end } = held();
    for (let n = 0; n < ALL; n += 1) void begin(endpointOf(`e${n}`, `l${n}`, `p${n}`), `first of ${n}`);
    await begin(endpointOf('late', 'late', 'late'), 'late');
    expect(running()).not.toContain('late');
    await end('first of 3');
    expect(running()).toContain('late');
  });

  it('that fails is told by the job that did it, after everything else that it did', async () => {
    const turns = new Turns<string>(1);
    const done: string[] = [];
    const bounds = endpointOf('a', '1', 'them');
    const act = async (work: string) => {
      await Promise.resolve();
      if (work === 'bad') throw new Error(work);
      done.push(work);
    };
    const first = turns.run(bounds, 'bad', 'bad', act);
    await turns.run(bounds, 'good', 'good', act);
    await expect(first).rejects.toThrow('bad');
    expect(done).toEqual(['good']);
  });
});
