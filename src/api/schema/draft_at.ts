import type { Actor } from '../../database/actor.ts';
import { readEvents, visibleDrafts } from '../../database/events.ts';
import { DraftError } from '../../draft/errors.ts';
import { momentOf } from '../../history/moment.ts';
import { ServiceError } from '../../service_errors.ts';
import type { ApiServices } from '../services.ts';
import { inputs, parseInput } from './inputs.ts';
import { type Read, readingPlan } from './reading_plan.ts';

/** Events that are read and folded at once, for about 10 ms; others have their turn between. */
const PAGE = 500;

/** The plan of `draftAt`. Each page of events is a read of its own. */
export function draftAtPlan(services: Pick<ApiServices, 'apiRole'>) {
  return readingPlan(services, ['draftId', 'version'], momentFor);
}

/** What DraftMoment shows. Throws a DraftError (DRAFT_NOT_FOUND) or a ServiceError (INPUT_INVALID). */
async function momentFor(given: Readonly<Record<string, unknown>>, read: Read, actor: Actor) {
  const { draftId, version } = parseInput(inputs.draftAt, given);
  const [seen] = await read((db) => visibleDrafts(db, [{ draftId, actor }]));
  if (!seen) throw new DraftError('DRAFT_NOT_FOUND');
  if (version > seen.version) throw beyondLast(version, seen.version);
  const moment = await momentOf(version, (after) =>
    read((db) => readEvents(db, draftId, after, Math.min(PAGE, version - after))),
  );
  if (!moment) throw beyondLast(version, seen.version);
  const { state, at } = moment;
  return { ...state, at, teamIds: state.teams.map(({ id }) => id) };
}

function beyondLast(version: number, limit: number): ServiceError {
  const problem = `must be from 1 to ${limit}, the number of the draft's last event; it is ${version}`;
  return new ServiceError('INPUT_INVALID', { argument: 'version', problem, limit, found: version });
}
