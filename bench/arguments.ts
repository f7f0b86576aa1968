import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { commandLine } from '../src/command_line/command_line.ts';
import {
  databaseUrl,
  listOf,
  oneOf,
  positive,
  share,
  text,
  type ValueParser,
  wholeNumber,
} from '../src/command_line/values.ts';
import { FASTEST } from '../src/draft/previews.ts';
import { api } from './api.ts';
import { fanout } from './fanout.ts';
import { growth } from './growth.ts';
import { herd } from './herd.ts';
import { idle } from './idle.ts';
import { lateness } from './lateness.ts';
import { picks } from './picks.ts';
import { preview } from './preview.ts';
import { recovery } from './recovery.ts';
import { relay } from './relay.ts';
import { room } from './room.ts';
import { roomLong } from './room_long.ts';
import type { Bench, BenchOptions } from './scene.ts';
import { tracing } from './tracing.ts';

const DEADLINES_PER_SECOND = 333;
const MOST_PROCESSES = 64;

/** A bench that was asked for. */
export interface BenchArguments {
  readonly name: string;
  readonly bench: Bench;
  readonly options: BenchOptions;
  /** Whether stock graphile-worker is measured as well. */
  readonly vsStock: boolean;
  /** Another checkout to compare with, by turns, and the arguments that both are given. */
  readonly versus: { readonly base: string; readonly turns: number; readonly args: readonly string[] } | null;
  readonly databaseUrl: string | undefined;
  /** Where the report is written to, too. */
  readonly json: string | undefined;
}

type Given = Partial<BenchOptions> & {
  vsStock?: boolean;
  vs?: string;
  turns?: number;
  databaseUrl?: string;
  json?: string;
};

const TURNS = 3;

/** The options of benches and their defaults; `Bench` has the other defaults. */
const UNTOLD: Omit<BenchOptions, 'drafts' | 'rate' | 'seconds'> = {
  workers: 1,
  warmUp: 5,
  runs: 5,
  connections: 8,
  subscribers: 1_000,
  servers: 1,
  transport: 'websocket',
  sizes: [1_000, 10_000, 100_000],
  events: 100_000,
  endpoints: 10,
  lateness: false,
  slowFlush: false,
  rules: false,
  previews: 0,
  speed: 1,
  badStrategies: 0,
  floorSeconds: 3,
  svg: null,
};

type Name = keyof BenchOptions | 'vsStock';
const OPTIONS: Readonly<
  Record<Name, readonly [flags: string, description: string, parse?: ValueParser<unknown>]>
> = {
  drafts: ['--drafts <number>', 'drafts in progress', wholeNumber(1)],
  rate: ['--rate <number>', 'deadlines, or picks, per second', positive()],
  seconds: ['--seconds <number>', 'how long it is measured', positive()],
  workers: ['--workers <number>', 'worker processes', wholeNumber(1, MOST_PROCESSES)],
  warmUp: ['--warm-up <seconds>', 'time at the beginning that does not count', wholeNumber(0)],
  runs: ['--runs <number>', 'how often it is done over again', wholeNumber(1)],
  connections: ['--connections <number>', 'picks at once', wholeNumber(1)],
  subscribers: ['--subscribers <number>', 'clients that follow drafts', wholeNumber(1)],
  servers: ['--servers <number>', 'server processes', wholeNumber(1, MOST_PROCESSES)],
  transport: ['--transport <name>', 'websocket, http or both', oneOf(['websocket', 'http', 'both'])],
  sizes: ['--sizes <numbers>', 'numbers of drafts to compare, with commas', listOf(wholeNumber(1))],
  events: ['--events <number>', 'events that wait until the relay starts', wholeNumber(1)],
  endpoints: [
    '--endpoints <number>',
    'endpoints, each of a league of its own; of the last three one hangs, one answers 500, and one takes a second',
    wholeNumber(4, 100),
  ],
  lateness: [
    '--lateness',
    'measure how late picks are without a relay, and while it catches up, instead of the throughput',
  ],
  slowFlush: ['--slow-flush', 'with the delay of a slow cloud disk'],
  rules: ['--rules', 'every draft has a bank and quiet hours'],
  previews: ['--previews <number>', 'so many previews of bots run beside the drafts', wholeNumber(0)],
  speed: ['--speed <number>', 'how many times as fast as people their bots think', wholeNumber(1, FASTEST)],
  badStrategies: [
    '--bad-strategies <share>',
    'such a share of the drafts, as 5%, has strategies that loop, throw, lie or eat memory',
    share,
  ],
  floorSeconds: [
    '--floor-seconds <number>',
    'how long the floor is measured at most: the four writes of a pick without judging',
    positive(),
  ],
  svg: ['--svg <file>', 'where a plot is written to', text],
  vsStock: ['--vs-stock', 'measure stock graphile-worker with the same apply_picks as well'],
};

/** Every bench: what it measures, and the options that change what it does. */
const BENCHES: readonly (readonly [name: string, Bench, description: string, options: readonly Name[]])[] = [
  [
    'lateness',
    lateness,
    'how late picks are when deadlines fall due evenly',
    [
      ...(['drafts', 'rate', 'seconds', 'warmUp', 'workers', 'rules', 'previews', 'speed'] as const),
      ...(['badStrategies', 'connections', 'floorSeconds', 'vsStock'] as const),
    ],
  ],
  [
    'herd',
    herd,
    'how long a herd of deadlines in one instant takes',
    ['drafts', 'workers', 'connections', 'floorSeconds', 'vsStock'],
  ],
  [
    'picks',
    picks,
    'manual picks through apply_pick, beside the same without a job, and with the job that stock graphile-worker adds',
    ['drafts', 'connections', 'seconds', 'slowFlush', 'floorSeconds'],
  ],
  ['idle', idle, 'what waiting costs when nothing is due', ['drafts', 'seconds', 'warmUp', 'workers']],
  [
    'growth',
    growth,
    'lateness and waiting, as the number of drafts grows',
    ['sizes', 'rate', 'seconds', 'warmUp', 'workers', 'svg'],
  ],
  ['preview', preview, 'how long whole previews of bots at top speed take', ['drafts', 'runs', 'workers']],
  ['recovery', recovery, 'how soon drafts go on after kill -9 of one process, of all', ['drafts', 'runs']],
  [
    'fanout',
    fanout,
    'from a pick to everybody who follows its draft',
    ['subscribers', 'drafts', 'rate', 'seconds', 'warmUp', 'servers', 'transport'],
  ],
  [
    'relay',
    relay,
    'from a commit to the systems that get events, and how fast those that wait are delivered',
    ['events', 'endpoints', 'drafts', 'rate', 'seconds', 'warmUp', 'lateness'],
  ],
  [
    'room',
    room,
    'the draft room in a real browser: its script, its first paint on a slow phone, from a pick to its painted cell',
    ['subscribers', 'rate', 'seconds', 'runs'],
  ],
  [
    'room-long',
    roomLong,
    'the draft room open for long: its memory after thousands of events, and a search of 2,500 players, key by key',
    ['rate', 'seconds'],
  ],
  [
    'tracing',
    tracing,
    'manual picks through apply_pick without tracing, and with it at several shares, by turns',
    ['drafts', 'connections', 'seconds', 'runs'],
  ],
  [
    'api',
    api,
    'picks through HTTP and GraphQL, beside apply_pick alone',
    ['drafts', 'connections', 'seconds'],
  ],
];

/** The command line of the benches; `run` is called with the bench that was asked for. */
export function benchCommandLine(run: (given: BenchArguments) => Promise<void>): Command {
  const program = commandLine('npm run bench --', 'Measures what is promised in docs/performance.md.');
  program.addHelpText(
    'after',
    '\nWithout --database-url a PostgreSQL of its own is started and thrown away. A given database is emptied of its drafts.',
  );
  for (const [name, bench, description, names] of BENCHES) {
    const command = program.command(name).description(description);
    const untold = {
      ...UNTOLD,
      drafts: bench.drafts,
      seconds: bench.seconds,
      rate: bench.rate ?? DEADLINES_PER_SECOND,
    };
    for (const option of names)
      command.addOption(optionFor(option, option === 'vsStock' ? null : untold[option]));
    command
      .option('--database-url <url>', 'a database to measure on', databaseUrl)
      .option('--json <file>', 'where the report is written to, too', text)
      .option(
        '--vs <folder>',
        'another checkout, which runs the same by turns; medians and ratios are printed',
        text,
      )
      .option('--turns <number>', `how often each runs with --vs (${TURNS} unless told)`, wholeNumber(1))
      .action(({ vsStock = false, vs, turns = TURNS, databaseUrl: url, json, ...given }: Given) =>
        run({
          ...{ name, bench, options: { ...untold, ...given }, vsStock, databaseUrl: url, json },
          versus: vs === undefined ? null : { base: resolve(vs), turns, args: [name, ...argsOf(command)] },
        }),
      );
  }
  return program;
}

/** What was given on the command line, without what only concerns the comparison. */
function argsOf(command: Command): string[] {
  return command.options.flatMap((option) => {
    const name = option.attributeName();
    if (['vs', 'turns', 'json'].includes(name) || command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    return value === true ? [`--${option.name()}`] : [`--${option.name()}`, String(value)];
  });
}

function optionFor(name: Name, untold: unknown): Option {
  const [flags, description, parse] = OPTIONS[name];
  const option = new Option(flags, description);
  if (parse === undefined) return option;
  option.argParser(parse);
  return untold === null ? option : option.default(untold, String(untold));
}
