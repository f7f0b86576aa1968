import { mutations } from '../../../src/api/schema/mutations/registry.ts';
import type { ApiServices } from '../../../src/api/services.ts';
import { NO_CREDENTIAL } from '../../../src/database/actor.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { DraftError } from '../../../src/draft/errors.ts';
import { draftRow } from '../../support/drafts.ts';
import { MUTATION_EXAMPLES } from '../mutation_examples.ts';
import { newLeague, PEOPLE, viewersOf } from './world.ts';

/** A mutation, and for each person `yes` or the code of the refusal, found out by asking. */
export interface MutationRights {
  readonly name: string;
  readonly cells: readonly string[];
}

/** Asks for every mutation of the API in the place of everybody; each time about a league of its own. */
export async function mutationRights(
  db: ConnectionPool,
  services: ApiServices,
  poolId: string,
): Promise<MutationRights[]> {
  const rights: MutationRights[] = [];
  const other = await newLeague(db, poolId);
  for (const mutation of mutations) {
    const { args, prepare } = MUTATION_EXAMPLES[mutation.name];
    const cells: string[] = [];
    for (const person of PEOPLE) {
      const draft = await newLeague(db, poolId);
      const viewer = (await viewersOf(db, draft, other))[person];
      const { version } = await draftRow(db, draft.draftId);
      const asked = { ...args(draft, version), ...(await prepare?.(draft, db)) };
      try {
        await mutation.run(services, asked, { viewer, credential: NO_CREDENTIAL });
        cells.push('yes');
      } catch (error) {
        if (!(error instanceof DraftError)) throw error;
        cells.push(error.code);
      }
    }
    rights.push({ name: mutation.name, cells });
  }
  return rights;
}
