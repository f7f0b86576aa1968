import { z } from 'zod';
import { setTeamManager } from '../database/leagues.ts';
import { idShape } from '../shapes.ts';
import { listener } from './listener.ts';

/** The manager of a team left, or another one took their place. */
export const teamManagerChanged = listener({
  kind: 'team.manager_changed',
  version: 1,
  data: z.strictObject({
    teamId: idShape,
    /** Who drafts for it from now on; null: nobody. */
    managerId: idShape.nullable(),
  }),
  async handle({ db, announcer, actor }, { teamId, managerId }) {
    for (const changed of await setTeamManager(db, teamId, managerId, actor)) announcer.announce(changed);
  },
});
