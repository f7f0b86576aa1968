import { gql } from 'postgraphile/utils';

/** What a rollback would do. */
export const rollBackPreviewSdl = gql`
  """
  What a rollback of a draft would undo.
  """
  type RollBackPreview {
    """
    The version of the draft that it is told of: what rollBackDraft and undoLast are to be asked for with.
    """
    version: Int!
    """
    The pick that would be on the clock, by its number.
    """
    toPick: Int!
    """
    What would be undone, by pick number.
    """
    undone: [UndonePick!]!
  }

  extend type Query {
    """
    What rollBackDraft would undo, or undoLast where no pick is named, and refused as they would be. Changes nothing. For the
    commissioner.
    """
    rollBackPreview(
      """
      The draft.
      """
      draftId: UUID!
      """
      The pick to roll back to. Left out: what undoing the last pick undoes.
      """
      toPick: Int
    ): RollBackPreview
  }
`;
