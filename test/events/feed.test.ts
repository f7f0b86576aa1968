import { expect, it } from 'vitest';
import type { EventRow } from '../../src/database/events.ts';
import { Feed, MOST_BEHIND } from '../../src/events/feed.ts';

const at = '2026-01-01T00:00:00Z';

function eventsOf(count: number, bytes: number): EventRow[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ draftId: 'draft', version: i + 1, at, kind: 'SETTINGS_CHANGED' },
    data: { changed: { text: 'x'.repeat(bytes) } },
  })) as unknown as EventRow[];
}

it('keeps as many events as a usual draft has', () => {
  const feed = new Feed('draft', { version: 0, at });
  feed.append(eventsOf(1_000, 500));
  expect(feed.reachesBackTo(1_000 - MOST_BEHIND)).toBe(true);
  expect(feed.next(1_000 - MOST_BEHIND)?.version).toBe(1_001 - MOST_BEHIND);
  expect(feed.reachesBackTo(999 - MOST_BEHIND)).toBe(false);
});

it('keeps fewer where they are large, and the last one however large it is', () => {
  const feed = new Feed('draft', { version: 0, at });
  feed.append(eventsOf(100, 100_000));
  expect([90, 91].map((version) => feed.reachesBackTo(version))).toEqual([false, true]);
  expect(feed.next(91)?.version).toBe(92);
  const huge = new Feed('draft', { version: 0, at });
  huge.append(eventsOf(2, 2_000_000));
  expect([0, 1].map((version) => huge.reachesBackTo(version))).toEqual([false, true]);
});

it('remembers a page of the past for a moment, but a large one only while it is read', async () => {
  const feed = new Feed('draft', { version: 10, at });
  const known = async (bytes: number, after: number) => {
    const first = await feed.past(after, async () => eventsOf(10, bytes));
    return (await feed.past(after, async () => eventsOf(10, bytes))) === first;
  };
  expect([await known(500, 1), await known(100_000, 2)]).toEqual([true, false]);
});
