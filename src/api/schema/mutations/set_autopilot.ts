import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as lifeCycle from '../../../database/life_cycle.ts';
import { mutation } from './mutation.ts';

export const setAutopilot = mutation({
  name: 'setAutopilot',
  input: z.object({ draftId: z.guid(), teamId: z.guid(), autopilot: z.boolean() }),
  sdl: gql`
    extend type Mutation {
      """
      Switches a team's autopilot while the draft is not over. A team on the clock is picked for at once. For its manager and the
      commissioner.
      """
      setAutopilot(
        """
        The draft.
        """
        draftId: UUID!
        """
        The team.
        """
        teamId: UUID!
        """
        On or off.
        """
        autopilot: Boolean!
      ): DraftPayload
    }
  `,
  async run({ db, announcer }, { draftId, teamId, autopilot }, actor) {
    const version = await lifeCycle.setAutopilot(db(), draftId, teamId, autopilot, actor);
    announcer().announce({ draftId, version });
    return { draftId };
  },
});
