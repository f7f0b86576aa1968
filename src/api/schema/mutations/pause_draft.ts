import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { planPause } from '../../../orchestrator/change_settings.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const pauseDraft = mutation({
  name: 'pauseDraft',
  input: z.object({
    draftId: z.uuid(),
    at: z.iso.datetime({ offset: true }).nullish(),
    beforePick: z.int().nullish(),
    note: noteShape,
  }),
  sdl: gql`
    extend type Mutation {
      """
      Stops the clock and keeps the time left. A draft that is paused is answered as it is. With "at" or "beforePick" it pauses later, by
      itself; what is planned is among the draft's settings. For the commissioner.
      """
      pauseDraft(
        """
        The draft.
        """
        draftId: UUID!
        """
        Pauses at this time instead of now, with its time zone.
        """
        at: Datetime
        """
        Pauses when this pick comes on the clock instead of now, by its number.
        """
        beforePick: Int
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, at = null, beforePick = null, note }, actor) {
    const version =
      at === null && beforePick === null
        ? await lifeCycle.pauseDraft(db(), draftId, actor, note)
        : await planPause(db(), draftId, { at, beforePick }, actor);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
