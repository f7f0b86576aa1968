import { type PgCodec, type PgSelectSingleStep, type PgSelectStep, TYPES } from 'postgraphile/@dataplan/pg';
import { type FieldArgs, get, lambda, type Step } from 'postgraphile/grafast';
import { extendSchema } from 'postgraphile/utils';
import {
  fieldOf,
  isNoPreview,
  isOfNoPreview,
  isOfViewersLeague,
  isSkipped,
} from '../../database/fragments.ts';
import { type BoardSettings, buildBoard } from '../../draft/board.ts';
import { inOneOf, putAway, type Rows } from './filters.ts';
import { inputs, parseInput } from './inputs.ts';
import { mePlan } from './me.ts';
import { orderNaturally } from './natural_order.ts';
import { draftRoomSdl } from './sdl/draft_room.ts';

/** What `board_plan` answers. */
type BoardPlan = BoardSettings & { readonly teams: number };

/** What a draft room shows beyond rows: who is on the clock, the board before it opens, and who asks. */
export const draftRoomPlugin: GraphileConfig.Plugin = extendSchema(({ pgResources }) => {
  const { drafts, leagues, picks, teams, users, board } = pgResources;
  if (!drafts || !leagues || !picks || !teams || !users || !board)
    throw new Error('The schema app_public is not migrated');
  const pickOnTheClock = ($draft: PgSelectSingleStep) =>
    picks.get({ draft_id: $draft.get('id'), pick_number: $draft.get('current_pick') });
  const teamOf = ($pick: PgSelectSingleStep) => teams.get({ id: $pick.get('team_id') });
  const draftOf = ($pick: PgSelectSingleStep) =>
    drafts.get({ id: $pick.get('draft_id') }) as PgSelectSingleStep;
  return {
    typeDefs: draftRoomSdl,
    objects: {
      Draft: {
        plans: {
          onTheClock: pickOnTheClock,
          currentTeam: ($draft: PgSelectSingleStep) => teamOf(pickOnTheClock($draft) as PgSelectSingleStep),
          board: ($draft: PgSelectSingleStep, args: FieldArgs) => {
            const $plan = computed($draft, 'board_plan', TYPES.jsonb);
            const $cells = lambda($plan, cellsOf, true);
            const $board = board.execute([
              { step: $draft.get('id') as Step, pgCodec: TYPES.uuid },
              { step: $cells, pgCodec: TYPES.jsonb },
            ]) as PgSelectStep;
            // It works on what the draft's row was read for, so it cannot be read together with it.
            $board.setInliningForbidden();
            orderNaturally('picks', $board);
            $board.setFirst(args.getRaw('first') as Step<number | null>);
            return $board;
          },
          skipped: ($draft: PgSelectSingleStep, args: FieldArgs) => {
            const $cells = picks.find({ draft_id: $draft.get('id') });
            $cells.where(isSkipped($cells.alias));
            orderNaturally('picks', $cells);
            $cells.setFirst(args.getRaw('first') as Step<number | null>);
            return $cells;
          },
        },
      },
      OnTheClock: {
        plans: {
          id: ($pick: PgSelectSingleStep) =>
            lambda([draftOf($pick).get('id'), draftOf($pick).get('version')], idOfClock, true),
          pick: ($pick: Step) => $pick,
          team: teamOf,
          deadline: ($pick: PgSelectSingleStep) =>
            computed(draftOf($pick), 'drafts_deadline', TYPES.timestamptz),
          clockEndsAt: ($pick: PgSelectSingleStep) =>
            computed(draftOf($pick), 'drafts_clock_ends_at', TYPES.timestamptz),
          overtimeSince: ($pick: PgSelectSingleStep) => draftOf($pick).get('overtime_since'),
          remainingSeconds: ($pick: PgSelectSingleStep) =>
            computed(draftOf($pick), 'drafts_remaining_seconds', TYPES.float),
        },
      },
      Query: {
        plans: {
          me: mePlan,
        },
      },
      Me: {
        plans: {
          name: ($me: Step) => (users.get({ id: get($me, 'id') }) as PgSelectSingleStep).get('name'),
          user: ($me: Step) => users.get({ id: get($me, 'id') }),
          teams: ($me: Step, args: FieldArgs) => {
            const $teams = teams.find({ manager_id: get($me, 'id') });
            $teams.where(isOfNoPreview($teams.alias));
            return firstOf($teams, 'teams', args);
          },
          leagues: (_$me: Step, args: FieldArgs) => {
            const $leagues = leagues.find();
            $leagues.where(isOfViewersLeague($leagues.alias, 'id'));
            $leagues.apply(lambda(args.getRaw('archived'), leaguesPutAway));
            $leagues.where(isNoPreview($leagues.alias));
            return firstOf($leagues, 'leagues', args);
          },
          drafts: (_$me: Step, args: FieldArgs) => {
            const $drafts = drafts.find();
            $drafts.where(isOfViewersLeague($drafts.alias, 'league_id'));
            $drafts.where(isNoPreview($drafts.alias));
            $drafts.apply(lambda(args.getRaw('states'), inStates));
            $drafts.apply(lambda(args.getRaw('archived'), draftsPutAway));
            return firstOf($drafts, 'drafts', args);
          },
        },
      },
    },
  };
}, 'DraftRoomPlugin');

// Functions of steps are made once: Grafast takes steps of one function for one (see page_sizes.ts).

function idOfClock([draftId, version]: readonly [string, number]): string {
  return `${draftId}:${version}`;
}

function cellsOf(plan: BoardPlan | null) {
  if (plan === null) return null;
  const { teams, ...settings } = plan;
  return buildBoard(settings, teams);
}

function inStates(states: unknown): (rows: Rows) => void {
  return (rows) => inOneOf(rows, states, 'states');
}

function draftsPutAway(archived: unknown): (rows: Rows) => void {
  return (rows) => putAway(rows, archived, 'drafts');
}

function leaguesPutAway(archived: unknown): (rows: Rows) => void {
  return (rows) => putAway(rows, archived, 'leagues');
}

function pageOf(first: unknown): number {
  return parseInput(inputs.page, { first }).first;
}

/** What a function of app_public answers about a draft, read with its row. */
function computed($draft: PgSelectSingleStep, name: string, codec: PgCodec): Step {
  const { alias } = $draft.getClassStep();
  return $draft.select(fieldOf(alias, name), codec);
}

/** The first rows of a list in its natural order. */
function firstOf($rows: PgSelectStep, table: string, args: FieldArgs): Step {
  orderNaturally(table, $rows);
  $rows.setFirst(lambda(args.getRaw('first'), pageOf));
  return $rows;
}
