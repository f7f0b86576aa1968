import { context, type FieldArgs, object, type Step, sideEffect } from 'postgraphile/grafast';
import { previewRollBack } from '../../database/deeds.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, READ_SETTINGS } from '../viewer.ts';
import { inputs, parseInput } from './inputs.ts';

/** The plan of `rollBackPreview`: one read, refused as the rollback would be. */
export function rollBackPreviewPlan({ apiRole }: Pick<ApiServices, 'apiRole'>) {
  const settings = { role: apiRole, ...READ_SETTINGS };
  return (_$root: Step, args: FieldArgs) =>
    sideEffect(
      object({
        reads: context().get('reads'),
        caller: context().get('caller'),
        draftId: args.getRaw('draftId'),
        toPick: args.getRaw('toPick'),
      }),
      ({ reads, caller, ...given }) => {
        const { draftId, toPick = null } = parseInput(inputs.rollBackPreview, given);
        return reads(settings, (db) => previewRollBack(db, draftId, toPick, actorOf(caller.viewer)));
      },
    );
}
