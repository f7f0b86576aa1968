import type { Actor } from '../database/actor.ts';
import type { NewDraft } from '../database/door.ts';
import * as door from '../database/door.ts';
import type { Queryable } from '../database/queryable.ts';
import { checkSettings } from '../draft/settings.ts';

/** Creates a draft. Throws a DraftError for settings that no draft can have; answers the draft's id. */
export async function createDraft(db: Queryable, draft: NewDraft, actor: Actor): Promise<string> {
  checkSettings(draft.settings, draft.teamIds.length);
  return door.createDraft(db, draft, actor);
}
