import { previewRollBack } from '../../database/deeds.ts';
import type { ApiServices } from '../services.ts';
import { inputs, parseInput } from './inputs.ts';
import { readingPlan } from './reading_plan.ts';

/** The plan of `rollBackPreview`: one read, refused as the rollback would be. */
export function rollBackPreviewPlan(services: Pick<ApiServices, 'apiRole'>) {
  return readingPlan(services, ['draftId', 'toPick'], (given, read, actor) => {
    const { draftId, toPick = null } = parseInput(inputs.rollBackPreview, given);
    return read((db) => previewRollBack(db, draftId, toPick, actor));
  });
}
