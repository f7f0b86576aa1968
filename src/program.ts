import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { commandLine } from './command_line/command_line.ts';
import { cursor, oneOf, positive, text, uuid } from './command_line/values.ts';
import type { NumbersArguments } from './commands/numbers.ts';
import type { TokenArguments } from './commands/token.ts';
import type { Config } from './config/config.ts';
import { importArguments, rankingArguments } from './players/import_arguments.ts';
import { plainName } from './players/name_argument.ts';

// Only the command line is defined here. What a command does is loaded when it runs: help and wrong usage are answered at once,
// and read neither the environment nor a database.

const MOST_DAYS = 3_650;
const MOST_NUMBERED_DAYS = 366;

const AFTER_HELP = `
Without DATABASE_URL an embedded PostgreSQL runs under DATA_DIR (.data). All settings: README.md.

Exit codes: 0 done; 1 failed, and stderr says why (status: somebody is needed); 2 wrong usage, nothing was done;
78 no Node.js that can run this program.
`;

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

/** Runs the work of a command, which answers its exit code where that is not 0. */
export type RunCommand = (work: (config: Config) => Promise<number | undefined>) => Promise<void>;

/** The command line of draft-orchestrator. `run` is called once the arguments of a command are right. */
export function draftOrchestrator(run: RunCommand): Command {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const all = commandLine('draft-orchestrator', 'A durable fantasy draft service on PostgreSQL.')
    .version(String(version), '-V, --version', 'say which version this is')
    .addHelpText('after', AFTER_HELP);
  addProcesses(all, run);
  addTools(all, run);
  addStatus(all, run);
  return all;
}

function addProcesses(all: Command, run: RunCommand): void {
  all
    .command('start')
    .description(
      'the database, its schema, a worker, the API and the draft room in one process tree: for a first look, for small leagues',
    )
    .option('--no-open', 'do not open the draft room in a browser')
    .action((given: { open: boolean }) =>
      run(async (config) => (await import('./commands/start.ts')).start(config, given, say)),
    );
  all
    .command('server')
    .description('one more API process on an existing database')
    .action(() => run(async (config) => (await import('./commands/server.ts')).server(config)));
  all
    .command('worker')
    .description('one more worker process on an existing database; add as many as you like')
    .addOption(
      new Option(
        '--only <part>',
        'one part of its work: picking (clock), or delivering events to other systems (relay)',
      ).argParser(oneOf(['clock', 'relay'])),
    )
    .action(({ only }: { only?: 'clock' | 'relay' }) =>
      run(async (config) => (await import('./commands/worker.ts')).worker(config, only)),
    );
  all
    .command('demo')
    .description('plays a whole draft against the clock and checks every promise; about a minute')
    .action(() => run(async (config) => (await import('./commands/demo.ts')).demo(config, say)));
}

function addTools(all: Command, run: RunCommand): void {
  all
    .command('migrate')
    .description('brings the schema of the database up to date')
    .action(() => run(async (config) => (await import('./commands/migrate.ts')).migrateCommand(config, say)));
  const importing = all
    .command('import-players')
    .description("reads a player pool from a CSV file or from Sleeper's player JSON");
  importArguments(importing, (given) =>
    run(async (config) =>
      (await import('./commands/import_players.ts')).importPlayersCommand(config, given, say, complain),
    ),
  );
  all
    .command('check-drafts')
    .description('rebuilds every draft from its events and compares it with its rows; says what differs')
    .addHelpText(
      'after',
      '\nExit codes: 0 all agree; 1 some differ, or the database cannot be asked; 2 wrong usage.',
    )
    .action(() =>
      run(async (config) => (await import('./commands/check_drafts.ts')).checkDraftsCommand(config, say)),
    );
  all
    .command('verify-order')
    .description(
      "repeats the draw of a draft's order from its events, and says whether it was as promised and still holds; asks no database",
    )
    .argument(
      '<file>',
      'the events of the draft, as /drafts/<id>/events.ndjson answers them; - reads stdin',
      text,
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 the order is the drawn one, as promised; 1 it is not, or there was no draw; 2 wrong usage.',
    )
    .action((file: string) =>
      run(async () => (await import('./commands/verify_order.ts')).verifyOrderCommand(file, say, complain)),
    );
  const ranking = all
    .command('import-ranking')
    .description("reads a person's ranking of a pool from a CSV file, or from a list of names");
  rankingArguments(ranking, (given) =>
    run(async (config) =>
      (await import('./commands/import_ranking.ts')).importRankingCommand(config, given, say, complain),
    ),
  );
  all
    .command('export-events')
    .description('writes all events of drafts and leagues to stdout, a line of JSON each: for analytics')
    .addOption(
      new Option(
        '--after <cursor>',
        'go on behind the line with this cursor; without it, from the first event',
      ).argParser(cursor),
    )
    .action(({ after }: { after?: string }) =>
      run(async (config) =>
        (await import('./commands/export_events.ts')).exportEventsCommand(config, after, process.stdout),
      ),
    );
  const token = all
    .command('token')
    .description('prints a token for a person: somebody new (--name), or somebody known (--user)')
    .addOption(new Option('--user <id>', 'the id of a person').argParser(uuid).conflicts('name'))
    .addOption(new Option('--name <name>', 'the name of a person who is added').argParser(plainName))
    .option('--operator', 'the token of an operator, who may act for every commissioner')
    .option('--days <number>', `how long it is good for; at most ${MOST_DAYS}`, positive(MOST_DAYS), 7);
  token.action((given: TokenArguments) => {
    if (given.user === undefined && given.name === undefined) {
      token.error('error: say for whom: --user <id> for somebody known, or --name <name> for somebody new');
    }
    return run(async (config) => (await import('./commands/token.ts')).tokenCommand(config, given, say));
  });
}

function addStatus(all: Command, run: RunCommand): void {
  all
    .command('numbers')
    .description(
      'numbers for a product team, of the drafts that were opened in the last days (docs/numbers.md)',
    )
    .option(
      '--days <number>',
      `of how many days; at most ${MOST_NUMBERED_DAYS}`,
      positive(MOST_NUMBERED_DAYS),
      30,
    )
    .option('--json', 'for programs')
    .action((given: NumbersArguments) =>
      run(async (config) => (await import('./commands/numbers.ts')).numbersCommand(config, given, say)),
    );
  all
    .command('status')
    .description('how the service is, and what to do')
    .option('--watch', 'keep looking, every two seconds')
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      '\nExit codes: 0 all is well, or it was watched; 1 somebody is needed, or the database cannot be asked; 2 wrong usage.',
    )
    .action(({ watch = false, json = false }: { watch?: boolean; json?: boolean }) =>
      run(async (config) => {
        const { statusCommand } = await import('./commands/status.ts');
        const { untilAskedToStop } = await import('./commands/signals.ts');
        const ending = new AbortController();
        void untilAskedToStop().then(() => ending.abort());
        return statusCommand(
          config,
          { watch, json },
          { screen: process.stdout, complain, signal: ending.signal },
        );
      }),
    );
}
