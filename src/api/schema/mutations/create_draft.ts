import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import type { DraftSettings } from '../../../draft/settings.ts';
import * as orchestrator from '../../../orchestrator/create_draft.ts';
import { ServiceError } from '../../../service_errors.ts';
import { settingsShape } from '../settings_input.ts';
import { mutation } from './mutation.ts';

export const createDraft = mutation({
  name: 'createDraft',
  countedAs: 'DRAFT',
  input: z.object({
    leagueId: z.uuid(),
    poolId: z.uuid(),
    teamIds: z.array(z.uuid()),
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
    if (actor.kind !== 'OPERATOR') requireTime(given.settings, access.leastSecondsPerPick);
    return { draftId: await orchestrator.createDraft(db(), { ...rest, ...given }, actor) };
  },
});

/**
 * Refuses clocks that ask for more picks a second than one draft may (CLOCK_TOO_FAST): all drafts share the clock, and those of one
 * person would make everybody's late.
 */
function requireTime({ secondsPerPick, secondsPerPickByRound }: DraftSettings, least: number): void {
  const seconds = Math.min(secondsPerPick, ...Object.values(secondsPerPickByRound));
  // What no clock can be is refused by the rules.
  if (seconds > 0 && seconds < least) throw new ServiceError('CLOCK_TOO_FAST', { seconds, least });
}
