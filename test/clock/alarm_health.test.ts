import { describe, expect, it } from 'vitest';
import { AlarmHealth } from '../../src/clock/alarm_health.ts';

/** Health by a timer that the test sets, and so many failures in a row at its time. */
function healthAt(start: number) {
  const timer = { now: start };
  const health = new AlarmHealth(() => timer.now);
  const fail = (times: number) => {
    for (let i = 0; i < times; i += 1) health.failed('ring', new Error('no such function'));
  };
  return { health, timer, fail };
}

describe('the health of an alarm', () => {
  it('is good after one failure or two, and failing after three in a row of one kind', () => {
    const { health, fail } = healthAt(0);
    fail(2);
    health.failed('tick', new Error('gone'));
    health.failed('prepare', new Error('gone'));
    expect([health.failure(), health.failingForMs()]).toEqual([null, 0]);
    health.succeeded('ring');
    fail(2);
    expect(health.failure()).toBeNull();
    fail(1);
    expect(health.failure()).toBe('ring: no such function');
  });

  it('is restored by one success of that kind, and of no other', () => {
    const { health, fail } = healthAt(0);
    fail(3);
    health.succeeded('tick');
    expect(health.failure()).not.toBeNull();
    health.succeeded('ring');
    expect(health.failure()).toBeNull();
  });

  it('allows a retry after a pause that doubles with each failed one, up to 30 s', () => {
    const { health, timer, fail } = healthAt(1_000);
    fail(3);
    const pauses: number[] = [];
    for (let trial = 0; trial < 6; trial += 1) {
      const failedAt = timer.now;
      while (health.failure() !== null) timer.now += 100;
      pauses.push(timer.now - failedAt);
      expect(health.failingForMs()).toBe(0);
      fail(1);
      expect(health.failingForMs()).toBe(timer.now - 1_000);
    }
    expect(pauses).toEqual([2_100, 4_100, 8_100, 16_100, 30_100, 30_100]);
  });

  it('does not double its pause for failures that follow each other at once', () => {
    const { health, timer, fail } = healthAt(0);
    fail(100);
    timer.now = 2_001;
    expect(health.failure()).toBeNull();
  });
});
