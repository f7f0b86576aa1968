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
  const making: Promise<void>[] = [];
  for (let n = from; n < to; n += 1) {
    const dueIn = startedAt + ((n - from) / rate) * 1_000 - performance.now();
    if (dueIn > 0) await sleep(dueIn);
    const index = Math.floor(n / draftIds.length);
    const wanted = { draftId: draftIds[n % draftIds.length] ?? '', pickNumber: index + 1 };
    const request = {
      kind: 'MANUAL' as const,
      ...wanted,
      playerId: sequence[index] ?? 0,
      actor: league.commissioner,
    };
    making.push(
      applyPick(door, request).then((picked) => {
        announcer.announce(picked);
        onPicked?.(n - from + 1);
      }),
    );
  }
  await Promise.all(making);
}
