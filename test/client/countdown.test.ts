import { afterEach, describe, expect, it, vi } from 'vitest';
import { DatabaseClock } from '../../client/countdown.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 8, 6, 18);

/** A machine whose two clocks are at hand: the steady one stands still while it sleeps, the other does not. */
function machine() {
  let [steady, wall] = [1_000, START_MS];
  vi.spyOn(performance, 'now').mockImplementation(() => steady);
  vi.spyOn(Date, 'now').mockImplementation(() => wall);
  return {
    pass(ms: number) {
      steady += ms;
      wall += ms;
    },
    sleep(ms: number) {
      wall += ms;
    },
    setWallClock(byMs: number) {
      wall += byMs;
    },
    /** Asks what the database's clock says, and has the answer 20 ms later. */
    read(clock: DatabaseClock, databaseMs: number) {
      steady += 20;
      wall += 20;
      clock.read(new Date(databaseMs).toISOString(), steady - 20, steady);
    },
  };
}

afterEach(() => vi.restoreAllMocks());

describe('the countdown', () => {
  const deadline = new Date(START_MS + 90_000).toISOString();

  it('tells nothing before the first reading, and counts down after it', () => {
    const { pass, read } = machine();
    const clock = new DatabaseClock();
    expect(clock.msUntil(deadline)).toBeNull();
    read(clock, START_MS);
    expect(clock.msUntil(deadline)).toBeCloseTo(90_000 - 10, 0);
    pass(30_000);
    expect(clock.msUntil(deadline)).toBeCloseTo(60_000 - 10, 0);
  });

  it('is the same however wrong the clock of the machine is', () => {
    const { setWallClock, read } = machine();
    setWallClock(-10 * 60_000);
    const clock = new DatabaseClock();
    read(clock, START_MS);
    expect(clock.msUntil(deadline)).toBeCloseTo(90_000 - 10, 0);
  });

  it('shows no number after an hour of sleep until it was read again, and then the right one', () => {
    const { sleep, read } = machine();
    const clock = new DatabaseClock();
    read(clock, START_MS);
    sleep(HOUR_MS);
    expect(clock.msUntil(deadline)).toBeNull();
    expect(clock.isUncertain).toBe(true);
    read(clock, START_MS + HOUR_MS);
    expect(clock.msUntil(deadline)).toBeCloseTo(90_000 - HOUR_MS - 10, 0);
  });

  it('takes no answer to a question from before the machine slept', () => {
    const { sleep, read } = machine();
    const clock = new DatabaseClock();
    read(clock, START_MS);
    const askedAt = performance.now();
    sleep(HOUR_MS);
    expect(clock.msUntil(deadline)).toBeNull();
    clock.read(new Date(START_MS).toISOString(), askedAt - 1, performance.now());
    expect(clock.msUntil(deadline)).toBeNull();
  });

  it('trusts a reading less as it grows older: a new one with a longer way replaces it then', () => {
    const { pass, read } = machine();
    const clock = new DatabaseClock();
    read(clock, START_MS);
    expect(clock.uncertainMs).toBeCloseTo(10, 5);
    pass(30 * 60_000);
    expect(clock.uncertainMs).toBeCloseTo(40, 5);
  });
});
