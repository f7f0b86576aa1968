import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { planPause } from '../../../orchestrator/change_settings.ts';
import { ServiceError } from '../../../service_errors.ts';
import { noteShape } from '../inputs.ts';
import { instant } from '../time_inputs.ts';
import { mutation } from './mutation.ts';

export const pauseDraft = mutation({
  name: 'pauseDraft',
  input: z.object({
    draftId: z.guid(),
    at: instant.nullish(),
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
        What to say to it, for everybody who watches: up to 500 characters in one line. Not with "at" or "beforePick".
        """
        note: String
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, at = null, beforePick = null, note }, actor) {
    const isPlanned = at !== null || beforePick !== null;
    if (isPlanned && note !== null) {
      const problem = 'goes with a pause that begins now: leave it out of one that is planned';
      throw new ServiceError('INPUT_INVALID', { argument: 'note', problem });
    }
    const version = isPlanned
      ? await planPause(db(), draftId, { at, beforePick }, actor)
      : await lifeCycle.pauseDraft(db(), draftId, actor, note);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
