import type { WithPgClient } from 'postgraphile/@dataplan/pg';
import type { NodePostgresPgClient } from 'postgraphile/@dataplan/pg/adaptors/pg';
import { type ReadClient, RowsTooLarge, type StatementSettings } from '../../database/read_client.ts';
import { ServiceError } from '../../service_errors.ts';
import type { Turns } from './turns.ts';
import type { Payer, WorkBudgets } from './work_budgets.ts';

/** How our own plans get at the database, with settings for each statement. */
export type Reads = <T>(settings: StatementSettings, use: (client: ReadClient) => Promise<T>) => Promise<T>;

/** Uses a connection for reads, with settings for each statement; `mayPrepare`: whether named statements are prepared. */
export type UseReadClient = <T>(
  settings: StatementSettings,
  mayPrepare: boolean,
  use: (client: ReadClient) => Promise<T>,
) => Promise<T>;

export interface ReadLimits {
  readonly budgets: WorkBudgets;
  /** For those who are not signed in, where nobody knows what they ask. */
  readonly perStranger: Turns;
  readonly perPerson: Turns;
  readonly perAddress: Turns;
}

/** Tells whether nobody waits for the answer to an operation any more. */
export interface Waiting {
  isOver: () => boolean;
}

export interface Reader {
  readonly payer: Payer;
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal;
  /** Where a client may give the operation up and stay. */
  readonly waiting?: Waiting;
  /** Whether a read is refused for a spent budget or a long line; each is charged, and waits, in any case. */
  readonly isRefusable: boolean;
  /** Resolves when what so many bytes of rows make may be written. */
  readonly mayAnswer: (bytes: number) => Promise<void>;
  /** Bytes of the rows of one statement; as many as there are where nothing is said. */
  readonly mostBytes?: number;
  /** Whether the statements are worth being prepared: those of operations that are asked once only fill the memory of the database. */
  readonly isKnown: boolean;
}

/**
 * The reads of one operation: each waits for its turn among those of its person and of its address, is charged with the time its
 * statements took, and is cancelled in the database when the client leaves.
 */
export function limitedReads(
  useReadClient: UseReadClient,
  { budgets, perStranger, perPerson, perAddress }: ReadLimits,
  { payer, gone, waiting, isRefusable, isKnown, mostBytes, mayAnswer }: Reader,
): Reads {
  return async (settings, use) => {
    const unwanted = () => {
      // Nobody hears it.
      if (gone.aborted || waiting?.isOver()) throw new ServiceError('SERVICE_UNAVAILABLE');
    };
    const read = async () => {
      unwanted();
      const refused = isRefusable ? await budgets.refusal(payer) : null;
      if (refused) throw refused;
      let bytes = 0;
      const answer = await useReadClient(settings, isKnown, async (client) => {
        const began = performance.now();
        if (mostBytes !== undefined) client.limitRows(mostBytes);
        try {
          return await whileWanted(client, gone, () => use(client));
        } catch (error) {
          throw mostBytes !== undefined && error instanceof RowsTooLarge
            ? new ServiceError('ANSWER_TOO_LARGE', { limit: mostBytes, bytes: error.bytes })
            : error;
        } finally {
          bytes = client.bytes;
          budgets.charge(payer, performance.now() - began);
        }
      });
      // The connection is free again; the place in the line is not, so that few answers wait in memory.
      await mayAnswer(bytes);
      unwanted();
      return answer;
    };
    const own = payer.isNobody && !isKnown ? perStranger : perPerson;
    const standing = { gone, isRefusable };
    const inAddress = () => perAddress.run(payer.address, read, standing);
    return own.run(payer.person ?? payer.address, inAddress, standing);
  };
}

/** The same reads, as PostGraphile gets at the database. */
export function plannedReads(reads: Reads): WithPgClient<NodePostgresPgClient> {
  return (settings, callback) => reads(settings, async (client) => callback(planned(client)));
}

function planned(client: ReadClient): NodePostgresPgClient {
  return {
    query: (statement) => client.read(statement),
    withTransaction: () =>
      Promise.reject(new Error('Plans only read: each statement is its own transaction')),
    get rawClient(): never {
      throw new Error('Plans read through `query`, which sets what row security decides by');
    },
  };
}

/** Runs statements on a client; when nobody wants their answer any more, the one under way is cancelled. */
async function whileWanted<T>(client: ReadClient, gone: AbortSignal, run: () => Promise<T>): Promise<T> {
  let cancelling: Promise<void> | null = null;
  const cancel = () => {
    cancelling = client.cancel();
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
