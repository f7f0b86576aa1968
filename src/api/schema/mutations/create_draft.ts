import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as orchestrator from '../../../orchestrator/create_draft.ts';
import { requireTime } from '../least_clock.ts';
import { settingsShape } from '../settings_input.ts';
import { mutation } from './mutation.ts';

export const createDraft = mutation({
  name: 'createDraft',
  countedAs: 'DRAFT',
  input: z.object({
    leagueId: z.guid(),
    poolId: z.guid(),
    teamIds: z.array(z.guid()),
    settings: settingsShape,
  }),
  sdl: gql`
    extend type Mutation {
      """
      Creates a draft of a league. For the commissioner.
      """
      createDraft(
        """
        The league.
        """
        leagueId: UUID!
        """
        The players to choose from.
        """
        poolId: UUID!
        """
        The teams, in draft order.
        """
        teamIds: [UUID!]!
        """
        How it is played.
        """
        settings: DraftSettingsInput!
      ): DraftPayload
    }
  `,
  async run({ db, access }, { settings: given, ...rest }, actor) {
    const draftId = await orchestrator.createDraft(db(), { ...rest, ...given }, actor, (settings) =>
      requireTime(settings, null, actor, access),
    );
    return { draftId };
  },
});
