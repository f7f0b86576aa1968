import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { drainProcess as drainInDatabase } from '../../../database/workers.ts';
import { booleanOr } from '../inputs.ts';
import { mutation } from './mutation.ts';

export const drainProcess = mutation({
  name: 'drainProcess',
  input: z.object({ process: z.int32(), drain: booleanOr(true) }),
  sdl: gql`
    """
    Whether a worker process is out of the shared work.
    """
    type DrainProcessPayload {
      """
      Whether it is, from its next tick on.
      """
      isDrained: Boolean!
    }

    extend type Mutation {
      """
      Takes a worker process out of the shared work, or back into it: others ring for its drafts, unless there is none that could. It can be
      stopped at any time, drained or not. For operators.
      """
      drainProcess(
        """
        The process, by its number.
        """
        process: Int!
        """
        False: it does its share again.
        """
        drain: Boolean = true
      ): DrainProcessPayload
    }
  `,
  async run({ db, log }, { process, drain }, actor) {
    await drainInDatabase(db(), process, drain, actor);
    log.info(
      { process, actor },
      drain ? 'An operator drained a process' : 'An operator took a process back in',
    );
    return { isDrained: drain };
  },
});
