import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventText } from '../../src/api/event_text.ts';
import type { LiveEvent } from '../../src/events/live_event.ts';

const EVENT: LiveEvent = {
  draftId: 'd',
  version: 3,
  at: '2026-11-24T12:00:00Z',
  kind: 'COMPLETED',
  data: {},
};

/** Events that come when the test says so. */
function source() {
  let tell: (event: IteratorResult<LiveEvent>) => void = () => undefined;
  let isReturned = false;
  const events: AsyncIterator<LiveEvent> = {
    next: () =>
      new Promise((resolve) => {
        tell = resolve;
      }),
    return: async () => {
      isReturned = true;
      tell({ value: undefined, done: true });
      return { value: undefined, done: true };
    },
  };
  return {
    events,
    tell: (event: LiveEvent) => tell({ value: event, done: false }),
    isReturned: () => isReturned,
  };
}

const told = { message: 'It is over.', extensions: { code: 'DRAFT_NOT_FOUND' } };
const textOf = async (text: EventText) => String((await text.next()).value);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the text of a stream', () => {
  it('begins at once, pings while nothing happens, and loses no event to a ping', async () => {
    const { events, tell } = source();
    const text = new EventText(events, { tell: () => told, cut: () => undefined });
    expect(await textOf(text)).toBe('retry: 1000\n\n');
    for (const _ of [1, 2]) {
      const piece = textOf(text);
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await piece).toBe(': ping\n\n');
    }
    // It comes between two pieces.
    tell(EVENT);
    const piece = await textOf(text);
    expect(piece).toMatch(/^id: 3\ndata: \{.*"kind":"COMPLETED".*\}\n\n$/);
    await text.return();
  });

  it('disconnects a client that reads nothing for a minute, and no other', async () => {
    const { events } = source();
    const cut = vi.fn();
    const text = new EventText(events, { tell: () => told, cut });
    await text.next();
    await vi.advanceTimersByTimeAsync(59_000);
    const next = text.next();
    await vi.advanceTimersByTimeAsync(15_000);
    await next;
    expect(cut).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(cut).toHaveBeenCalledOnce();
    await text.return();
  });

  it('ends with the reason for the client, and frees its place', async () => {
    const failing = { next: () => Promise.reject(new Error('no')), return: vi.fn() };
    const text = new EventText(failing, { tell: () => told, cut: () => undefined });
    await text.next();
    expect(await textOf(text)).toBe(
      'event: end\ndata: {"message":"It is over.","code":"DRAFT_NOT_FOUND"}\n\n',
    );
    await text.return();
    expect(failing.return).toHaveBeenCalledOnce();
  });

  it('ends at once when its client is gone, in the middle of waiting', async () => {
    const { events, isReturned } = source();
    const text = new EventText(events, { tell: () => told, cut: () => undefined });
    await text.next();
    const waiting = text.next();
    await text.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(isReturned()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
