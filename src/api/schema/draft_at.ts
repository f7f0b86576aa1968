import { context, type FieldArgs, object, type Step, sideEffect } from 'postgraphile/grafast';
import { readEvents, visibleDrafts } from '../../database/events.ts';
import { DraftError } from '../../draft/errors.ts';
import { momentOf } from '../../history/moment.ts';
import { ServiceError } from '../../service_errors.ts';
import type { Caller } from '../identity/identify.ts';
import type { Reads } from '../limits/limited_reads.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, READ_SETTINGS } from '../viewer.ts';
import { inputs, parseInput } from './inputs.ts';

/** Events that are read and folded at once, for about 10 ms; others have their turn between. */
const PAGE = 500;

interface Asked {
  readonly reads: Reads;
  readonly caller: Caller;
  readonly draftId: unknown;
  readonly version: unknown;
}

/** The plan of `draftAt`. Each page of events is a read of its own: it waits for its turn and is charged to whoever asks. */
export function draftAtPlan({ apiRole }: Pick<ApiServices, 'apiRole'>) {
  const settings = { role: apiRole, ...READ_SETTINGS };
  return (_$root: Step, args: FieldArgs) =>
    sideEffect(
      object({
        reads: context().get('reads'),
        caller: context().get('caller'),
        draftId: args.getRaw('draftId'),
        version: args.getRaw('version'),
      }),
      (asked) => momentFor(settings, asked),
    );
}

/** What DraftMoment shows. Throws a DraftError (DRAFT_NOT_FOUND) or a ServiceError (INPUT_INVALID). */
async function momentFor(settings: Parameters<Reads>[0], { reads, caller, ...given }: Asked) {
  const { draftId, version } = parseInput(inputs.draftAt, given);
  const watching = { draftId, actor: actorOf(caller.viewer) };
  const [seen] = await reads(settings, (db) => visibleDrafts(db, [watching]));
  if (!seen) throw new DraftError('DRAFT_NOT_FOUND', { draftId });
  if (version > seen.version) throw beyondLast(version, seen.version);
  const moment = await momentOf(version, (after) =>
    reads(settings, (db) => readEvents(db, draftId, after, Math.min(PAGE, version - after))),
  );
  if (!moment) throw beyondLast(version, seen.version);
  const { state, at } = moment;
  return { ...state, at, teamIds: state.teams.map(({ id }) => id) };
}

function beyondLast(version: number, limit: number): ServiceError {
  const problem = `must be from 1 to ${limit}, the number of the draft's last event; it is ${version}`;
  return new ServiceError('INPUT_INVALID', { argument: 'version', problem, limit, found: version });
}
