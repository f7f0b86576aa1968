import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import * as leagues from '../../../database/leagues.ts';
import { nameShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

/** Teams of a league, of which each draft takes its own. */
const MOST_LEAGUE_TEAMS = 128;

export const createLeague = mutation({
  name: 'createLeague',
  isForSignedIn: true,
  countedAs: 'LEAGUE',
  input: z.object({
    name: nameShape,
    teams: z.array(z.object({ name: nameShape, managerId: z.guid().nullish() })).max(MOST_LEAGUE_TEAMS),
  }),
  sdl: gql`
    """
    The league after a change.
    """
    type LeaguePayload {
      """
      The league.
      """
      league: League
    }

    extend type Mutation {
      """
      Creates a league with its teams. The viewer becomes its commissioner.
      """
      createLeague(
        """
        The league's name.
        """
        name: String!
        """
        Its teams, at least one.
        """
        teams: [NewTeamInput!]!
      ): LeaguePayload
    }
  `,
  async run({ db }, { name, teams }, actor) {
    const listed = teams.map((team) => ({ name: team.name, managerId: team.managerId ?? null }));
    return { leagueId: await leagues.createLeague(db(), { name, teams: listed }, actor) };
  },
});
