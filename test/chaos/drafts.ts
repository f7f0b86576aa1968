import { setAutopilot } from '../../src/database/life_cycle.ts';
import type { DraftSettings } from '../../src/draft/settings.ts';
import { createDraft } from '../../src/orchestrator/create_draft.ts';
import { openRoster } from '../support/drafts.ts';
import { KICKER_AND_BENCH } from '../support/stand_off.ts';
import { type Asking, ask } from './graphql.ts';
import { type DraftKind, quietMinutes } from './kinds.ts';
import type { League, Pool } from './leagues.ts';
import { patiently } from './patiently.ts';
import { oneOf } from './random.ts';

const USER_SHARE = 0.45;
const AUTOPILOT_SHARE = 0.1;
/** The share of drafts whose start is requested twice at once. */
const TWICE_SHARE = 0.3;

const START_DRAFT = 'mutation ($draftId: UUID!) { startDraft(draftId: $draftId) { __typename } }';

/** A draft that is played. */
export interface PlayedDraft {
  readonly draftId: string;
  readonly league: League;
  readonly kind: DraftKind;
  readonly pool: Pool;
  /** In the order of their slots. */
  readonly teamIds: readonly string[];
  /** How it is played, as it was created. */
  readonly settings: DraftSettings;
  /** Teams that are picked for by their managers. */
  readonly picking: ReadonlySet<string>;
}

/** Creates a draft of some kind and opens it through GraphQL: some teams have managers who pick, some are on autopilot, the clock picks for the others. */
export async function openOne(league: League, asking: Asking): Promise<PlayedDraft> {
  const { random } = asking;
  const { db, commissioner } = league;
  const kind = oneOf(random, league.kinds);
  if (!kind) throw new Error('A league needs at least one kind of draft');
  const { teams, rounds, secondsPerPick, isStandOff = false } = kind;
  const teamIds = league.seats.slice(0, teams).map(({ teamId }) => teamId);
  const pool = isStandOff ? league.pools.standOff : league.pools.ordinary;
  const settings = {
    order: { kind: isStandOff ? ('LINEAR' as const) : ('SNAKE' as const) },
    rounds,
    secondsPerPick,
    secondsPerPickByRound: {},
    rosterSlots: isStandOff ? [...KICKER_AND_BENCH] : openRoster(rounds),
    tradedPicks: [],
    ...kind.time,
    // This machine's clock is the database's.
    ...(kind.quietMinutes && { quietHours: quietMinutes(kind.quietMinutes, Date.now(), random() < 0.5) }),
  } satisfies DraftSettings;
  const plan = {
    leagueId: league.id,
    poolId: pool.id,
    teamIds,
    startsAt: null,
    visibility: 'PUBLIC',
  } as const;
  const draftId = await patiently(() => createDraft(db, { ...plan, settings }, commissioner));
  const picking = new Set<string>();
  for (const teamId of teamIds) {
    const manner = isStandOff ? 0 : random();
    if (manner < USER_SHARE) picking.add(teamId);
    else if (manner < USER_SHARE + AUTOPILOT_SHARE) {
      await patiently(() => setAutopilot(db, draftId, teamId, true, commissioner));
    }
  }
  const requests = random() < TWICE_SHARE ? 2 : 1;
  const started = await Promise.all(
    Array.from({ length: requests }, () => ask(START_DRAFT, { draftId }, asking)),
  );
  // The first answer may have got lost, and the draft be paused or over when it is asked for again.
  for (const answer of started) {
    if (answer.kind === 'refused' && answer.code !== 'ILLEGAL_TRANSITION') {
      throw new Error(`Draft ${draftId} could not be opened: ${answer.code}`);
    }
  }
  return { draftId, league, kind, pool, teamIds, settings, picking };
}
