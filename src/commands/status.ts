import type { Config } from '../config/config.ts';
import {
  ConnectionError,
  type ConnectionPool,
  createConnectionPool,
  endConnectionPool,
} from '../database/connect.ts';
import { explainConnectionError } from '../database/connection_errors.ts';
import { readStatus } from '../database/status.ts';
import { stateOf } from '../database/worker_state.ts';
import { checkMigrated } from '../migrate/migrate.ts';
import { askProvider } from '../status/ask_provider.ts';
import { judge, linkTo } from '../status/judge.ts';
import { render } from '../status/render.ts';
import { type Screen, watch } from '../status/watch.ts';
import { messageOf } from '../telemetry/error_text.ts';
import { createLog } from '../telemetry/log.ts';
import { runningDatabase } from './database.ts';

/** A database that is silent for longer does not answer. */
const SILENCE_MS = 5_000;
const WIDTH = 80;
const NARROWEST = 70;

const WELL = 0;
const NEEDS_SOMEBODY = 1;

interface Looked {
  readonly isWell: boolean;
  /** Whether the database could be asked. */
  readonly isKnown: boolean;
  readonly text: string;
}

/**
 * Says how the service is; with --watch again and again until the signal aborts, also while the database does not answer.
 * The exit code: 0 all is well (or it was watched), 1 an operator has to act.
 * @throws ConfigError where there is no database to ask
 */
export async function statusCommand(
  config: Config,
  options: { readonly watch: boolean; readonly json: boolean },
  { screen, complain, signal }: { screen: Screen; complain: (line: string) => void; signal: AbortSignal },
): Promise<number> {
  const { json } = options;
  const url = runningDatabase(config);
  const db = createConnectionPool(url, {
    max: 1,
    applicationName: 'draft-orchestrator status',
    silenceMs: SILENCE_MS,
    log: createLog('silent'),
  });
  const { provider } = config.access;
  // Once it is that of this program it stays so: a release takes nothing away.
  let isMigrated = false;
  const lookOnce = () => look(db, { url, jwksUrl: provider?.jwksUrl, requireMigrated }, json, screen.columns);
  async function requireMigrated(): Promise<void> {
    if (isMigrated) return;
    await checkMigrated(db).catch((error: unknown) => {
      throw explainConnectionError(error, url) ?? error;
    });
    isMigrated = true;
  }
  try {
    if (options.watch) {
      const lookAgain = async () => (await lookOnce()).text;
      await watch(lookAgain, { screen, between: json ? '' : '\n', signal });
      return WELL;
    }
    const { text, isWell, isKnown } = await lookOnce();
    // A program reads one answer, whatever it is.
    if (isKnown || json) screen.write(text);
    else complain(text.trimEnd());
    return isWell ? WELL : NEEDS_SOMEBODY;
  } finally {
    await endConnectionPool(db);
  }
}

interface Asked {
  /** Of the database. */
  readonly url: string;
  /** Where an identity provider publishes its keys; undefined: there is none. */
  readonly jwksUrl: string | undefined;
  /** Throws a MigrationError where the schema is older than this program. */
  readonly requireMigrated: () => Promise<void>;
}

async function look(
  db: ConnectionPool,
  { url, jwksUrl, requireMigrated }: Asked,
  json: boolean,
  width = WIDTH,
): Promise<Looked> {
  try {
    await requireMigrated();
    const [known, provider] = await Promise.all([
      readStatus(db, url),
      jwksUrl === undefined ? null : askProvider(jwksUrl),
    ]);
    const facts = { ...known, provider };
    const problems = judge(facts);
    const isWell = !problems.some(({ needsYou }) => needsYou);
    const workers = facts.workers.map((worker) => ({ ...worker, state: stateOf(worker) }));
    const text = json
      ? JSON.stringify({ isWell, problems, ...facts, workers })
      : render(facts, problems, Math.max(NARROWEST, width)).join('\n');
    return { isWell, isKnown: true, text: `${text}\n` };
  } catch (error) {
    const problem = { needsYou: true, ...(await explain(db, error)) };
    const text = json
      ? JSON.stringify({ isWell: false, problems: [problem] })
      : `The status cannot be read.\n${problem.what}\n→ ${linkTo(problem.section)}`;
    return { isWell: false, isKnown: false, text: `${text}\n` };
  }
}

/** Why the status could not be read: no server answers, or its database has not the schema of this program. */
async function explain(db: ConnectionPool, error: unknown): Promise<{ what: string; section: string }> {
  if (error instanceof ConnectionError) {
    const isFull = error.problem === 'TOO_MANY_CONNECTIONS';
    const section = isFull ? 'the-database-refuses-connections' : 'the-database-does-not-answer';
    return { what: error.message, section };
  }
  const told = await checkMigrated(db).then(
    () => error,
    (unmigrated: unknown) => unmigrated,
  );
  const what = messageOf(told);
  return { what, section: 'starting-stopping-upgrading' };
}
