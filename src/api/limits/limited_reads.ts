import type { WithPgClient } from 'postgraphile/@dataplan/pg';
import type { NodePostgresPgClient } from 'postgraphile/@dataplan/pg/adaptors/pg';
import { cancelStatement } from '../../database/cancel.ts';
import { ServiceError } from '../../service_errors.ts';
import type { Turns } from './turns.ts';
import type { Payer, WorkBudgets } from './work_budgets.ts';

/** How PostGraphile gets at the database. */
export type Reads = WithPgClient<NodePostgresPgClient>;

export interface ReadLimits {
  readonly budgets: WorkBudgets;
  readonly perPerson: Turns;
  readonly perAddress: Turns;
}

export interface Reader {
  readonly payer: Payer;
  /** Aborted when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
  /** Whether the budget is asked before each read; it is charged in any case. */
  readonly isRefusable: boolean;
  /** Whether the statements are worth being prepared: those of operations that are asked once only fill the memory of the database. */
  readonly isKnown: boolean;
}

/**
 * The reads of one operation: each waits for its turn among those of its person and of its address, is charged with the time its
 * statements took, and is cancelled in the database when the client leaves.
 */
export function limitedReads(
  reads: Reads,
  { budgets, perPerson, perAddress }: ReadLimits,
  { payer, gone, isRefusable, isKnown }: Reader,
): Reads {
  return async (settings, callback) => {
    const read = async () => {
      const refused = isRefusable ? await budgets.refusal(payer) : null;
      if (refused) throw refused;
      return reads(settings, async (client) => {
        const began = performance.now();
        try {
          return await whileWanted(client, gone, () => callback(isKnown ? client : unprepared(client)));
        } finally {
          budgets.charge(payer, performance.now() - began);
        }
      });
    };
    return perPerson.run(payer.person ?? payer.address, gone, () =>
      perAddress.run(payer.address, gone, read),
    );
  };
}

/** Runs statements on a client; when nobody wants their answer any more, the one under way is cancelled. */
async function whileWanted<T>(
  client: NodePostgresPgClient,
  gone: AbortSignal,
  run: () => T | Promise<T>,
): Promise<T> {
  let cancelling: Promise<void> | null = null;
  const cancel = () => {
    cancelling = cancelStatement(client.rawClient);
  };
  if (gone.aborted) throw new ServiceError('SERVICE_UNAVAILABLE');
  gone.addEventListener('abort', cancel);
  try {
    return await run();
  } catch (error) {
    // Nobody hears it; as a failure of the database it would be in the log.
    throw gone.aborted ? new ServiceError('SERVICE_UNAVAILABLE') : error;
  } finally {
    gone.removeEventListener('abort', cancel);
    await cancelling;
  }
}

/** The same client, on which no statement is prepared for good. */
function unprepared(client: NodePostgresPgClient): NodePostgresPgClient {
  return {
    ...client,
    query: ({ name: _unused, ...statement }) => client.query(statement),
  };
}
