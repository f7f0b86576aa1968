import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TradedPick } from '../../src/draft/cells.ts';
import type { DraftOrder } from '../../src/draft/order.ts';

/** An export of a draft that really happened; docs/replays.md describes it. */
const draftShape = z.object({
  id: z.string(),
  type: z.enum(['snake', 'linear', 'auction']),
  teams: z.int(),
  rounds: z.int(),
  reversal_round: z.int().default(0),
  order: z.array(z.string()).optional(),
  slot_to_roster_id: z.record(z.string(), z.int()).optional(),
  traded: z.array(z.object({ round: z.int(), roster_id: z.int(), owner_id: z.int() })).default([]),
  picks: z.array(
    z.object({
      pick_no: z.int(),
      round: z.int(),
      draft_slot: z.int().optional(),
      owner: z.union([z.string(), z.int()]).optional(),
      player: z.string(),
      pos: z.string().optional(),
      ts: z.int().optional(),
      kind: z.string().optional(),
      is_keeper: z.boolean().optional(),
    }),
  ),
});

export type RealDraft = z.infer<typeof draftShape>;

/** Every snake and linear draft under `folder/replays`. Auctions have no order to replay. */
export function readRealDrafts(folder: string): RealDraft[] {
  const replays = join(folder, 'replays');
  const files = readdirSync(replays).filter((name) => name.endsWith('.json'));
  return files
    .flatMap((name) => z.array(draftShape).parse(JSON.parse(readFileSync(join(replays, name), 'utf8'))))
    .filter((draft) => draft.type !== 'auction');
}

/** Whether a pick was skipped, or made up after later ones: the numbers of the picks are not the order of their times. */
export function hasSkippedPicks({ picks }: RealDraft): boolean {
  const times = picks.flatMap(({ ts }) => (ts === undefined ? [] : [ts]));
  const isInOrder = times.every((time, i) => time >= (times[i - 1] ?? 0));
  return !isInOrder || picks.some((pick) => pick.kind === 'skipped');
}

/** The order rule of a real draft. */
export function orderOf(draft: RealDraft): DraftOrder {
  if (draft.type === 'linear') return { kind: 'LINEAR' };
  return draft.reversal_round === 0
    ? { kind: 'SNAKE' }
    : { kind: 'REVERSAL', fromRound: draft.reversal_round };
}

/** Which slot drafts for the owner that a pick names; the pick's own slot where it names none. */
export function slotOfOwner(draft: RealDraft, owner: string | number): number {
  if (draft.order) return draft.order.indexOf(String(owner)) + 1;
  const [slot] =
    Object.entries(draft.slot_to_roster_id ?? {}).find(([, roster]) => roster === Number(owner)) ?? [];
  return Number(slot);
}

/** The trades of a real draft, as cells of the board. */
export function tradedPicksOf(draft: RealDraft): TradedPick[] {
  return draft.traded
    .filter(({ round, roster_id: roster, owner_id: owner }) => round <= draft.rounds && roster !== owner)
    .map(({ round, roster_id: roster, owner_id: owner }) => ({
      round,
      slot: slotOfOwner(draft, roster),
      owner: slotOfOwner(draft, owner),
    }));
}
