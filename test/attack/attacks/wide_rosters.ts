import { setTimeout as sleep } from 'node:timers/promises';
import type { Attack, AttackRun, AttackTarget } from '../attack.ts';
import { ownDraft, ownLeague } from '../own_draft.ts';
import { askAs } from '../send_query.ts';

const TEAMS = 8;
const ROUNDS = 40;
/** Slots and seats of each: more than a roster may have, and as many. */
const SIZES = [
  [900, 100],
  [40, 5],
] as const;
/** How many positions a slot takes, most of which nobody plays. */
const TAKEN = 31;
const BETWEEN_MS = 2_000;
/** To give its draft up. */
const LEAVES_WITHIN_MS = 10_000;

const POOL = 'query ($d: UUID!) { draft(id: $d) { pool { id positions } } }';
const START = 'mutation ($d: UUID!) { startDraft(draftId: $d) { draft { id } } }';
const AUTOPILOT = `mutation ($d: UUID!, $t: UUID!) {
  setAutopilot(draftId: $d, teamId: $t, autopilot: true) { draft { id } } }`;
const SUGGEST =
  'query ($d: UUID!, $t: UUID!) { suggestPicks(draftId: $d, teamId: $t, count: 20) { reason } }';
const CANCEL = 'mutation ($d: UUID!) { cancelDraft(draftId: $d) { draft { state } } }';

type Ask = (query: string, variables: Readonly<Record<string, unknown>>) => ReturnType<typeof askAs>;

/**
 * Has the clock pick for a league of its own whose rosters have very many seats of very many positions: each pick looks for a seat for every
 * player of a team. Beside it the server is asked for suggestions.
 */
export const wideRosters: Attack = {
  name: 'wide_rosters',
  async run(target, { signal, random }) {
    const ask: Ask = (query, variables) => askAs(target, { signal }, query, variables);
    const draft = await begin(target, { signal, random }, ask);
    while (!signal.aborted) {
      if (draft) await ask(SUGGEST, { d: draft.id, t: draft.teamIds[TEAMS - 1] });
      await sleep(BETWEEN_MS, undefined, { signal }).catch(() => undefined);
    }
    // It does not go on without it.
    const leaving = { signal: AbortSignal.timeout(LEAVES_WITHIN_MS) };
    if (draft) await askAs(target, leaving, CANCEL, { d: draft.id });
  },
};

/** A draft of its own in which the clock picks for all teams but the last; null where none could be made. */
async function begin(
  target: AttackTarget,
  run: AttackRun,
  ask: Ask,
): Promise<{ id: string; teamIds: readonly string[] } | null> {
  const pool = (await ask(POOL, { d: target.draftId }))?.draft?.pool;
  const league = await ownLeague(target, run, TEAMS);
  if (!pool || !league) return null;
  const { teamIds } = league;
  for (const [slots, seats] of SIZES) {
    const rosterSlots = rosterOf(pool.positions, slots, seats, run.random);
    const settings = { order: { kind: 'SNAKE' }, rounds: ROUNDS, secondsPerPick: 1, rosterSlots };
    const id = await ownDraft(target, run, league, pool.id, settings);
    if (id === null) continue;
    await ask(START, { d: id });
    for (const teamId of teamIds.slice(0, -1)) await ask(AUTOPILOT, { d: id, t: teamId });
    return { id, teamIds };
  }
  return null;
}

/** Each slot takes half of the positions of the pool, and many that nobody plays; no two take the same. */
function rosterOf(positions: readonly string[], slots: number, seats: number, random: () => number) {
  return Array.from({ length: slots }, (_, i) => {
    const unplayed = Array.from({ length: TAKEN }, () => `Y${Math.floor(random() * 1_000)}`);
    const played = positions.filter((_position, place) => place % 2 === i % 2);
    return { name: `s${i}`, seats, positions: [...new Set([...played, ...unplayed])].slice(0, TAKEN) };
  });
}
