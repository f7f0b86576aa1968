import { gql } from 'postgraphile/utils';

/** How the service is, for operators; what the command status shows. */
export const serviceSdl = gql`
  """
  How the service is right now: what the command status shows.
  """
  type ServiceStatus {
    """
    The database's time.
    """
    at: Datetime!
    """
    What is not as it should be; what needs somebody comes first. Empty: all is well.
    """
    problems: [ServiceProblem!]!
    """
    What it was judged by, in words.
    """
    figures: [ServiceFigure!]!
    """
    The worker processes that are registered.
    """
    workers: [ServiceWorker!]!
    """
    The drafts that are overdue the longest.
    """
    overdue: [OverdueDraft!]!
    """
    Drafts that could not be picked for.
    """
    failing: [FailingDraft!]!
  }

  """
  Something that is not as it should be.
  """
  type ServiceProblem {
    """
    Whether somebody has to act; else it recovers by itself.
    """
    needsYou: Boolean!
    """
    What is true, in one sentence.
    """
    what: String!
    """
    What to do.
    """
    advice: String!
    """
    The section of docs/operations.md about it, as its link spells it.
    """
    section: String!
  }

  """
  One line of what the service was judged by.
  """
  type ServiceFigure {
    """
    What it is about; empty: it goes on from the line before.
    """
    name: String!
    """
    What is true.
    """
    text: String!
  }

  """
  A worker process.
  """
  type ServiceWorker {
    """
    Its number, by which it is drained.
    """
    number: Int!
    """
    Where it runs: host and process.
    """
    name: String!
    """
    ALIVE, FAILING (its alarm fails), REGISTERING (it connects again), HUNG (connected and silent) or DEAD.
    """
    state: String!
    """
    Whether an operator has taken it out of the shared work.
    """
    isDrained: Boolean!
    """
    For how many seconds it has run.
    """
    upSeconds: Float!
    """
    Seconds since it last asked what is due.
    """
    silentSeconds: Float!
    """
    What its alarm fails at.
    """
    failure: String
  }

  """
  A draft that should have been picked for.
  """
  type OverdueDraft {
    """
    The draft.
    """
    draftId: UUID!
    """
    For how many seconds.
    """
    overdueSeconds: Float!
    """
    What has become of its alarm, in words.
    """
    alarm: String!
  }

  """
  A draft that could not be picked for.
  """
  type FailingDraft {
    """
    The draft.
    """
    draftId: UUID!
    """
    Whether it was paused for it; else it is tried again.
    """
    isPaused: Boolean!
    """
    How often it was tried.
    """
    attempts: Int!
    """
    What was wrong last.
    """
    error: String!
  }

  extend type Query {
    """
    How the service is right now. For operators.
    """
    serviceStatus: ServiceStatus
  }
`;
