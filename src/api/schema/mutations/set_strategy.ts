import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as strategies from '../../../database/strategies.ts';
import { checkStrategy } from '../../../orchestrator/check_strategy.ts';
import { ServiceError } from '../../../service_errors.ts';
import { mutation } from './mutation.ts';

export const setStrategy = mutation({
  name: 'setStrategy',
  input: z.object({
    draftId: z.guid(),
    teamId: z.guid(),
    name: z.string().max(100).nullish(),
    options: z.record(z.string(), z.unknown()).nullish(),
  }),
  sdl: gql`
    extend type Mutation {
      """
      Sets how auto-picks are chosen for a team, from the next one on. It is private to the team: only its manager reads it back
      (teamStrategies). For its manager and the commissioner, while the draft is not over.
      """
      setStrategy(
        """
        The draft.
        """
        draftId: UUID!
        """
        The team.
        """
        teamId: UUID!
        """
        One of those that the query strategies answers; null: the league's default again.
        """
        name: String
        """
        Its options, as its schema has them; whatever is left out is at its default. Without a name there are none.
        """
        options: JSON
      ): DraftPayload
    }
  `,
  async run({ db }, { draftId, teamId, name, options }, actor) {
    await strategies.requireNewStrategy(db(), { draftId, teamId }, actor);
    const strategy = name == null ? noStrategy(options) : checkStrategy(name, options);
    await strategies.setStrategy(db(), { draftId, teamId, strategy }, actor);
    return { draftId };
  },
});

/** No strategy of the team's own. Throws a ServiceError (INPUT_INVALID) where options are given: they would be lost without a word. */
function noStrategy(options: Readonly<Record<string, unknown>> | null | undefined): null {
  if (Object.keys(options ?? {}).length === 0) return null;
  throw new ServiceError('INPUT_INVALID', {
    argument: 'options',
    problem: 'needs a name: say which strategy they are for',
  });
}
