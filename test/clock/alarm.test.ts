import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Alarm, type AlarmWork, type HearHint, type Instant } from '../../src/clock/alarm.ts';
import { AlarmHealth } from '../../src/clock/alarm_health.ts';
import { ServerClock } from '../../src/clock/server_clock.ts';
import { advance, replaceTime, until } from '../support/fake_time.ts';

// vitest replaces the timers of the global object only.
vi.mock(import('node:timers/promises'), async (original) => {
  const { pause } = await import('../support/fake_time.ts');
  return { ...(await original()), setTimeout: pause as never };
});

/** Somebody else's time: minutes away from this process's clock. */
const AWAY_MS = 7 * 60_000;
/** By how much somebody set it back. */
let setBackMs = 0;
const serverTime = () => performance.timeOrigin + performance.now() + AWAY_MS - setBackMs;

/** A world of keys that are due at instants, as a server would keep it: the work of an alarm is done on it. */
class World {
  readonly due = new Map<string, number>();
  readonly rung: { by: string; key: string; at: number; late: number }[] = [];
  readonly prepared: { by: string; key: string }[] = [];
  readonly failures: unknown[] = [];
  /** What somebody else says, to the alarm that was started last. */
  hint: HearHint = () => {};
  live: string[] = [];
  ticks = 0;
  /** Ticks tell of nothing. */
  isSilent = false;
  failing = 0;

  /** What an alarm of that process is given. */
  work(by: string): AlarmWork {
    return {
      tick: async () => {
        this.ticks += 1;
        const soon = this.isSilent ? [] : [...this.due].map(([key, at]): Instant => ({ key, at }));
        return { at: serverTime(), live: this.live, soon };
      },
      ring: async (keys) => {
        if (this.failing > 0) {
          this.failing -= 1;
          throw new Error('the server is gone');
        }
        const done = keys.filter((key) => this.#pick(by, key));
        return { done, next: [], held: [] };
      },
      prepare: async (keys) => {
        for (const key of keys) this.prepared.push({ by, key });
        return keys.length > 0;
      },
      hints: (hear) => {
        this.hint = hear;
      },
      onFailure: (error) => this.failures.push(error),
      settled: async () => undefined,
    };
  }

  /** Due only when its time has come and nobody did it: as apply_picks judges. */
  #pick(by: string, key: string): boolean {
    const at = this.due.get(key);
    const now = serverTime();
    if (at === undefined || at > now) return false;
    this.due.delete(key);
    this.rung.push({ by, key, at, late: now - at });
    return true;
  }

  async untilRung(count: number): Promise<void> {
    await until(() => this.rung.length >= count, `${count} keys that were rung for`);
  }
}

async function withAlarms<T>(world: World, ids: string[], use: () => Promise<T>): Promise<T> {
  world.live = ids;
  const stopping = new AbortController();
  const ended = ids.map((id) => new Alarm(id, world.work(id)).run(stopping.signal));
  try {
    return await use();
  } finally {
    stopping.abort();
    await Promise.all(ended);
  }
}

describe('the precise alarm', () => {
  beforeEach(replaceTime);
  afterEach(() => {
    vi.useRealTimers();
  });

  it('rings for everything due, once each, never before its instant', async () => {
    const world = new World();
    for (let i = 0; i < 300; i += 1) world.due.set(`k${i}`, serverTime() + 100 + (i % 50) * 5);
    await withAlarms(world, ['a'], () => world.untilRung(300));
    expect(new Set(world.rung.map(({ key }) => key)).size).toBe(300);
    expect(world.rung.filter(({ late }) => late < 0)).toEqual([]);
  });

  it('takes hints of what is due before the next tick, and of a deadline that was moved', async () => {
    const world = new World();
    await withAlarms(world, ['a'], async () => {
      await advance(0);
      expect(world.ticks).toBe(1);
      world.isSilent = true;
      const soon = serverTime() + 50;
      world.due.set('hinted', soon);
      world.hint('hinted', soon);
      world.due.set('moved', soon + 200);
      world.hint('moved', soon);
      world.hint('moved', soon + 200);
      await world.untilRung(2);
      expect(world.rung.map(({ key }) => key)).toEqual(['hinted', 'moved']);
    });
  });

  it('ticks at once on a hint without an instant', async () => {
    const world = new World();
    await withAlarms(world, ['a'], async () => {
      await advance(0);
      expect(world.ticks).toBe(1);
      world.due.set('unknown', serverTime() + 20);
      world.hint('', null);
      world.hint('', null);
      await world.untilRung(1);
      expect(world.ticks).toBe(2);
    });
  });

  it('rings once at a time for a key, whatever hints say meanwhile, and for others beside it', async () => {
    const world = new World();
    world.live = ['a'];
    const rings: string[] = [];
    const ends: (() => void)[] = [];
    const ring: AlarmWork['ring'] = async (keys) => {
      rings.push(...keys);
      if (keys.includes('slow')) await new Promise<void>((resolve) => ends.push(resolve));
      return { done: keys, next: [], held: [] };
    };
    const stopping = new AbortController();
    const alarm = new Alarm('a', { ...world.work('a'), ring }).run(stopping.signal);
    await advance(0);
    world.hint('slow', serverTime());
    await until(() => rings.length === 1, 'a ring');
    world.hint('slow', serverTime());
    world.hint('other', serverTime());
    await until(() => rings.includes('other'), 'a ring for another key');
    await advance(100);
    expect(rings).toEqual(['slow', 'other']);
    ends.pop()?.();
    await until(() => rings.length === 3, 'the ring that the hint asked for');
    expect(rings).toEqual(['slow', 'other', 'slow']);
    ends.pop()?.();
    stopping.abort();
    await advance(0);
    await alarm;
  });

  it('is not misled by the clock of its own process, however wrong it is and however it jumps', async () => {
    const world = new World();
    for (let i = 0; i < 20; i += 1) world.due.set(`k${i}`, serverTime() + 100 + i * 10);
    const jumping = vi.spyOn(Date, 'now').mockImplementation(() => Math.random() * 180_000);
    try {
      await withAlarms(world, ['a'], () => world.untilRung(20));
    } finally {
      jumping.mockRestore();
    }
    expect(world.rung.filter(({ late }) => late < 0)).toEqual([]);
  });

  it('follows a server clock that is set back a second, and does not ring without end meanwhile', async () => {
    const world = new World();
    let asked = 0;
    const work = world.work('a');
    world.due.set('k', serverTime() + 300);
    world.live = ['a'];
    const stopping = new AbortController();
    const ended = new Alarm('a', {
      ...work,
      ring(keys) {
        asked += 1;
        return work.ring(keys);
      },
    }).run(stopping.signal);
    try {
      await advance(0);
      expect(world.ticks).toBe(1);
      setBackMs = 1_000;
      await world.untilRung(1);
    } finally {
      setBackMs = 0;
      stopping.abort();
      await ended;
    }
    expect(world.rung.filter(({ late }) => late < 0 || late > 100)).toEqual([]);
    expect(asked).toBeLessThan(5);
  });

  it('retries a failed ring at once, before the next tick, and reports what fails', async () => {
    const world = new World();
    world.live = ['a'];
    const told: (string | null)[] = [];
    const work = world.work('a');
    const stopping = new AbortController();
    const ended = new Alarm('a', {
      ...work,
      tick: (processId, aheadMs, failure) => {
        told.push(failure);
        return work.tick(processId, aheadMs, failure);
      },
    }).run(stopping.signal);
    try {
      await advance(0);
      expect(world.ticks).toBe(1);
      world.failing = 2;
      const soon = serverTime() + 20;
      world.due.set('k', soon);
      world.hint('k', soon);
      await world.untilRung(1);
      expect([world.ticks, world.failures.length]).toEqual([1, 2]);
      world.failing = 1_000;
      world.due.set('l', serverTime());
      world.hint('l', serverTime());
      await until(() => told.at(-1) === 'ring: the server is gone', 'a tick that reports the failure');
      world.failing = 0;
      await until(() => told.at(-1) === null, 'a tick that reports no failure');
      expect(world.rung.map(({ key }) => key)).toEqual(['k', 'l']);
    } finally {
      stopping.abort();
      await ended;
    }
  });

  it('counts as failing where rings fail, also where it finds keys locked in between', async () => {
    const world = new World();
    world.due.set('k', serverTime());
    world.live = ['a'];
    let rings = 0;
    const work: AlarmWork = {
      ...world.work('a'),
      ring: async (keys) => {
        rings += 1;
        if (rings % 2 === 0) return { done: [], next: [], held: keys };
        throw new Error('the disk is full');
      },
    };
    const health = new AlarmHealth();
    const stopping = new AbortController();
    const ended = new Alarm('a', work, health).run(stopping.signal);
    await until(() => rings > 6, 'four rings that failed');
    expect(health.failure()).toMatch(/ring: the disk is full/);
    stopping.abort();
    await ended;
  });

  it('rings again, on another connection, for a key whose ring hangs', async () => {
    const world = new World();
    world.due.set('k', serverTime());
    world.live = ['a'];
    const { promise: hanging, resolve: end } = Promise.withResolvers<void>();
    const own = world.work('a');
    let rings = 0;
    const work: AlarmWork = {
      ...own,
      ring: async (keys) => {
        rings += 1;
        if (rings > 1) return own.ring(keys);
        await hanging;
        return { done: [], next: [], held: [] };
      },
    };
    const stopping = new AbortController();
    const ended = new Alarm('a', work).run(stopping.signal);
    await world.untilRung(1);
    expect(world.rung[0]?.late).toBeGreaterThanOrEqual(200);
    stopping.abort();
    end();
    await ended;
  });

  it('rings after all other processes where it is not among those that share the work', async () => {
    const world = new World();
    const keys = Array.from({ length: 40 }, (_, i) => `key ${i}`);
    await withAlarms(world, ['a', 'b', 'failing'], async () => {
      await advance(0);
      expect(world.ticks).toBe(3);
      world.live = ['a', 'b'];
      await until(() => world.ticks === 6, 'the next tick of each');
      world.prepared.length = 0;
      for (const key of keys) world.due.set(key, serverTime() + 1_500);
      await world.untilRung(40);
    });
    expect(new Set(world.rung.map(({ by }) => by))).toEqual(new Set(['a', 'b']));
    expect(world.prepared.filter(({ by }) => by === 'failing')).toEqual([]);
  });

  it('shares the work between processes, and stands in for one that does not ring', async () => {
    const keys = Array.from({ length: 60 }, (_, i) => `key ${i}`);
    const shared = new World();
    for (const key of keys) shared.due.set(key, serverTime() + 200);
    await withAlarms(shared, ['a', 'b'], () => shared.untilRung(60));
    expect(new Set(shared.rung.map(({ by }) => by))).toEqual(new Set(['a', 'b']));

    const alone = new World();
    for (const key of keys) alone.due.set(key, serverTime() + 200);
    alone.live = ['a', 'dead'];
    const stopping = new AbortController();
    const ended = new Alarm('a', alone.work('a')).run(stopping.signal);
    await alone.untilRung(60);
    stopping.abort();
    await ended;
    expect(alone.rung.filter(({ by }) => by === 'a')).toHaveLength(60);
  });

  it('doubles its delay where standing in was not needed', async () => {
    const world = new World();
    world.live = ['dead', 'b'];
    // Another process does each of them, and says so 120 ms after its instant: later than the first standing in.
    const asked: string[] = [];
    const stopping = new AbortController();
    const work = world.work('b');
    const ended = new Alarm('b', {
      ...work,
      ring: (keys) => {
        asked.push(...keys);
        return work.ring(keys);
      },
    }).run(stopping.signal);
    await advance(0);
    expect(world.ticks).toBe(1);
    const keys = Array.from({ length: 60 }, (_, i) => `late ${i}`);
    for (const key of keys) {
      world.hint(key, serverTime() + 10);
      setTimeout(() => world.hint(key, serverTime() + 60_000), 130);
      await advance(25);
    }
    stopping.abort();
    await ended;
    const own = keys.filter((key) => asked.filter((other) => other === key).length > 0);
    // About half of the keys are its own; of the rest it rings for the first few only.
    expect(own.length).toBeGreaterThan(15);
    expect(own.length).toBeLessThan(50);
  });

  it('goes on after a failed ring: the next tick lists what is still due', async () => {
    const world = new World();
    world.failing = 1;
    world.due.set('k', serverTime() + 20);
    await withAlarms(world, ['a'], () => world.untilRung(1));
    expect(world.failures).toHaveLength(1);
  });

  it('stops in the middle of a wait, and rings no more', async () => {
    const world = new World();
    world.due.set('k', serverTime() + 400);
    await withAlarms(world, ['a'], async () => {
      await advance(0);
      expect(world.ticks).toBe(1);
    });
    expect(world.rung).toEqual([]);
  });
});

describe("the server's clock", () => {
  it('is known to half the shortest round trip', () => {
    const clock = new ServerClock();
    expect(() => clock.now()).toThrow();
    clock.measure(1_000, 1_100, 50_000);
    expect(clock.error()).toBe(50);
    clock.measure(2_000, 2_010, 51_000);
    expect(clock.error()).toBe(5);
    clock.measure(3_000, 3_400, 52_000);
    expect(clock.error()).toBe(5);
    const before = performance.now();
    const told = clock.now() - (51_000 - 2_005);
    expect(told).toBeGreaterThanOrEqual(before - 0.001);
    expect(told).toBeLessThanOrEqual(performance.now() + 0.001);
  });
});
