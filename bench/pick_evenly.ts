import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionPool } from '../src/database/connect.ts';
import { applyPick } from '../src/database/picks.ts';
import type { Announcer } from '../src/events/announcer.ts';
import type { LaidTable } from './table.ts';

/** Makes the picks with those numbers, so many a second, in one draft after the other. */
export async function pickEvenly(
  door: ConnectionPool,
  announcer: Announcer,
  { league, sequence, draftIds }: LaidTable,
  { from, to, rate, onPicked }: { from: number; to: number; rate: number; onPicked?: (made: number) => void },
): Promise<void> {
  const startedAt = performance.now();
  /** The last pick of each draft: the next one waits for it, where the database is that late. */
  const making = new Map<string, Promise<void>>();
  for (let n = from; n < to; n += 1) {
    const dueIn = startedAt + ((n - from) / rate) * 1_000 - performance.now();
    if (dueIn > 0) await sleep(dueIn);
    const draftId = draftIds[n % draftIds.length] ?? '';
    const make = async (before: Promise<void> | undefined) => {
      await before;
      const index = Math.floor(n / draftIds.length);
      const wanted = { draftId, pickNumber: index + 1, playerId: sequence[index] ?? 0 };
      announcer.announce(await applyPick(door, { kind: 'MANUAL', ...wanted, actor: league.commissioner }));
      onPicked?.(n - from + 1);
    };
    const pick = make(making.get(draftId));
    // Told at the end, and not as one that nobody waits for.
    pick.catch(() => undefined);
    making.set(draftId, pick);
  }
  await Promise.all(making.values());
}
