import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { ForcedPicks } from '../../../orchestrator/force_pick.ts';
import { signals } from '../../../telemetry/signals.ts';
import { noteShape } from '../inputs.ts';
import { mutation } from './mutation.ts';

/** Pools stay in memory for the next time. */
const forcedPicks = new ForcedPicks();

export const forcePick = mutation({
  name: 'forcePick',
  input: z.object({ draftId: z.guid(), pickNumber: z.int(), note: noteShape }),
  sdl: gql`
    extend type Mutation {
      """
      Has the service make the pick on the clock now, as it would when the clock runs out: the team's strategy chooses. It is nobody's miss.
      Asked for again it is answered as it is. For the commissioner.
      """
      forcePick(
        """
        The draft.
        """
        draftId: UUID!
        """
        The pick that is meant: the draft's currentPick.
        """
        pickNumber: Int!
        """
        What to say to it, for everybody who watches: up to 500 characters in one line.
        """
        note: String
      ): MakePickPayload
    }
  `,
  async run({ db, announcer, strategies }, { draftId, pickNumber, note }, actor) {
    const cell = { draftId, pickNumber };
    const { version, nextDeadline, repeated } = await forcedPicks.force(
      db(),
      cell,
      { actor, note },
      strategies,
    );
    if (!repeated) signals.pickedByPerson('FORCED');
    announcer().announce(repeated ? { draftId, version } : { draftId, version, nextDeadline });
    return { ...cell, repeated };
  },
});
