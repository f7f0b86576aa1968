import { describe, expect, it } from 'vitest';
import { OpenStreams } from '../../src/events/open_streams.ts';

const LIMITS = { mostPerPerson: 2, mostVisitorsPerAddress: 3, mostPerAddress: 5 };
const NOBODY = { kind: 'USER', userId: null } as const;
const HERE = '192.0.2.1';
const ELSEWHERE = '192.0.2.2';

function person(userId: string) {
  return { kind: 'USER' as const, userId };
}

/** How many streams could be opened before one was refused. */
function openAll(
  streams: OpenStreams,
  actors: Iterable<Parameters<OpenStreams['open']>[0]>,
  address?: string,
): number {
  let opened = 0;
  for (const actor of actors) {
    try {
      streams.open(actor, address);
    } catch (error) {
      expect(error).toMatchObject({ code: 'TOO_MANY_CONNECTIONS' });
      break;
    }
    opened += 1;
  }
  return opened;
}

describe('open streams', () => {
  it('are limited for a person, wherever they come from', () => {
    const streams = new OpenStreams(LIMITS);
    streams.open(person('ann'), ELSEWHERE);
    expect(openAll(streams, [person('ann'), person('ann')], HERE)).toBe(1);
    expect(openAll(streams, [person('bob')], HERE)).toBe(1);
  });

  it('are limited for all visitors of an address together', () => {
    const streams = new OpenStreams(LIMITS);
    expect(openAll(streams, Array(5).fill(NOBODY), HERE)).toBe(3);
    expect(openAll(streams, [NOBODY], ELSEWHERE)).toBe(1);
  });

  it('are limited for an address, however many people it is', () => {
    const streams = new OpenStreams(LIMITS);
    const people = Array.from({ length: 9 }, (_, n) => person(`person ${n}`));
    expect(openAll(streams, people, HERE)).toBe(5);
    expect(openAll(streams, people, ELSEWHERE)).toBe(5);
  });

  it('are counted no more once they are closed, and what was refused never was', () => {
    const streams = new OpenStreams(LIMITS);
    const close = streams.open(person('ann'), HERE);
    expect(openAll(streams, Array(4).fill(person('ann')), HERE)).toBe(1);
    close();
    expect(openAll(streams, [person('ann'), person('ann')], HERE)).toBe(1);
    expect(openAll(streams, ['bob', 'cat', 'dan', 'eve'].map(person), HERE)).toBe(3);
  });

  it('are not limited where they come from no address and no person', () => {
    expect(openAll(new OpenStreams(LIMITS), Array(9).fill(NOBODY))).toBe(9);
  });
});
