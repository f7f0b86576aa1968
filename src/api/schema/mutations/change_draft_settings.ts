import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as orchestrator from '../../../orchestrator/change_settings.ts';
import { requireTime } from '../least_clock.ts';
import { settingsChangeShape } from '../settings_input.ts';
import { mutation } from './mutation.ts';

export const changeDraftSettings = mutation({
  name: 'changeDraftSettings',
  input: z.object({ draftId: z.guid(), settings: settingsChangeShape }),
  sdl: gql`
    extend type Mutation {
      """
      Changes settings of a draft: all of them before it opens, and those of time until it is over. They hold from the next pick on; the pick
      on the clock keeps its clock until that is reset (resetClock). All settings are checked together. For the commissioner.
      """
      changeDraftSettings(
        """
        The draft.
        """
        draftId: UUID!
        """
        What is to change.
        """
        settings: DraftSettingsChangeInput!
      ): DraftPayload
    }
  `,
  async run({ db, announcer, access }, { draftId, settings }, actor) {
    const change: typeof settings = (present) => {
      const wanted = settings(present);
      requireTime(wanted.settings, present.settings, actor, access);
      return wanted;
    };
    const version = await orchestrator.changeSettings(db(), draftId, change, actor);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
