import type { ReadClient, StatementSettings } from '../../database/read_client.ts';
import type { UseReadClient } from './limited_reads.ts';
import { Turns } from './turns.ts';
import { WorkBudgets } from './work_budgets.ts';

/** Reads for pages that run at once, of the ten connections for reads: of an address, and of all. */
const AT_ONCE = { perAddress: 2, all: 4 } as const;
const MOST_WAITING = { perAddress: 30, all: 100 } as const;
/** A page that waited for longer goes without: its script asks by itself. */
const LONGEST_WAIT_MS = 1_000;
/** What the pages of an address may cost, as a part of its queries, and apart from those: no page keeps a room from loading. */
const SHARE = 0.25;

/**
 * What is read for pages before any script runs: on the connections for reads, a few at a time, and paid for by the address. Whoever is
 * refused gets the page without what was to be read, so nobody waits long.
 */
export class PageReads {
  readonly #budgets: WorkBudgets;
  readonly #perAddress = line(AT_ONCE.perAddress, MOST_WAITING.perAddress);
  readonly #all = line(AT_ONCE.all, MOST_WAITING.all);
  readonly #use: UseReadClient;

  /** `workPerAddress`: what the queries of an address may cost, as {@link WorkBudgets} counts it. */
  constructor(use: UseReadClient, workPerAddress: number) {
    this.#use = use;
    const pages = workPerAddress * SHARE;
    this.#budgets = new WorkBudgets({ perPerson: pages, perAddress: pages });
  }

  /** Reads for an address. Throws a ServiceError (TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE) where it may not, or would wait for too long. */
  async run<T>(
    address: string,
    settings: StatementSettings,
    read: (client: ReadClient) => Promise<T>,
  ): Promise<T> {
    const payer = { address, person: null, isNobody: true };
    const paidFor = async () => {
      const refused = await this.#budgets.refusal(payer);
      if (refused) throw refused;
      return this.#use(settings, true, async (client) => {
        const began = performance.now();
        try {
          return await read(client);
        } finally {
          this.#budgets.charge(payer, performance.now() - began);
        }
      });
    };
    return this.#perAddress.run(address, () => this.#all.run('', paidFor));
  }
}

function line(atOnce: number, mostWaiting: number): Turns {
  return new Turns({ what: 'pages at once', atOnce, mostWaiting, longestWaitMs: LONGEST_WAIT_MS });
}
