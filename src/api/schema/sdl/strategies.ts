import { gql } from 'postgraphile/utils';

/** Which strategies there are, and what they would do. */
export const strategiesSdl = gql`
  """
  A way to choose auto-picks.
  """
  type Strategy {
    """
    Its name, for setStrategy and the settings of a draft.
    """
    name: String!
    """
    What it does, in a sentence.
    """
    description: String!
    """
    Its options as JSON Schema (draft 2020-12), with a text and a default for each: enough to draw a form.
    """
    optionsSchema: JSON!
  }

  """
  A player whom the service would take.
  """
  type PickSuggestion {
    """
    The player.
    """
    player: Player
    """
    Why, in whole: only the team's manager is told.
    """
    reason: String!
  }

  extend type Query {
    """
    The strategies that teams and leagues can choose.
    """
    strategies: [Strategy!]!
    """
    Whom the service would take for a team with its next open pick, and the next best as if those before were gone; it changes nothing. For the
    manager of the team, or for the commissioner where it has none, while the draft is in progress or paused. Null where it is refused: the
    error beside it says why.
    """
    suggestPicks(
      """
      The draft.
      """
      draftId: UUID!
      """
      The team.
      """
      teamId: UUID!
      """
      How many: 1 to 20.
      """
      count: Int! = 3
    ): [PickSuggestion!]
  }
`;
