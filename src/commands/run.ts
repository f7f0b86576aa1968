import { inspect } from 'node:util';
import { ClockStopped } from '../clock/runner.ts';
import { type Config, ConfigError, readConfig } from '../config/config.ts';
import { ConnectionError } from '../database/connect.ts';
import { DraftError } from '../draft/errors.ts';
import { EmbeddedError } from '../embedded/embedded.ts';
import { ListenError } from '../http/listen.ts';
import { MigrationError } from '../migrate/migrate.ts';

/** Problems that the person at the terminal can solve: the message says how, a stack would only hide it. */
const EXPLAINED = [
  ConfigError,
  ConnectionError,
  EmbeddedError,
  MigrationError,
  ListenError,
  ClockStopped,
  DraftError,
];

/** How many prepared statements PostGraphile keeps for each connection; it reads this once, when it is loaded. */
const PREPARED_STATEMENTS = 'DATAPLAN_PG_PREPARED_STATEMENT_CACHE_SIZE';
/** Whether PostGraphile leaves it to us how far queries are compiled: our sessions say so from the start. Read once as well. */
const OWN_JIT = 'DATAPLAN_PG_DONT_DISABLE_JIT';
const DONE = 0;
const FAILED = 1;

/**
 * Does the work of a command with the configuration of the environment, and writes on stderr why it failed.
 * @param work its exit code where it is not 0. It loads what it needs itself, so that the settings made here come first
 * @returns the exit code
 */
export async function runCommand(work: (config: Config) => Promise<number | undefined>): Promise<number> {
  try {
    const config = readConfig(process.env);
    // A transaction pooler hands each transaction to another session, which knows none of the statements prepared in the last.
    if (config.databaseUrl !== config.databaseDirectUrl) process.env[PREPARED_STATEMENTS] ??= '0';
    process.env[OWN_JIT] ??= '1';
    return (await work(config)) ?? DONE;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return FAILED;
  }
}

function explain(error: unknown): string {
  const isExplained = EXPLAINED.some((kind) => error instanceof kind);
  return isExplained && error instanceof Error ? error.message : inspect(error);
}
