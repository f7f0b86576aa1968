// Which way imports may go (docs/architecture.md has a row for each part): each part lists all it may import
// of our own; a part that is not listed here may import nothing and is imported by nobody but main.
const LEAVES = ['config', 'telemetry'];

/** Part → what it may import besides itself. Parts are src/<name>/ or src/<name>.ts, and the two at the root. */
const ARROWS = {
  draft: [],
  // What is told of a value that does not fit its shape.
  shapes: [],
  strategy: ['draft', 'shapes'],
  config: ['telemetry'],
  telemetry: [],
  // Refusals that are no rule of a draft: the rules, the database and who picks know none of them.
  service_errors: ['draft'],
  database: ['draft', ...LEAVES],
  // The PostgreSQL of our own, and the schema in whichever it is.
  embedded: ['database', ...LEAVES],
  migrate: ['database', ...LEAVES],
  orchestrator: ['strategy', 'database', 'draft', ...LEAVES],
  // Strategies of others, in processes of their own.
  plug_ins: ['orchestrator', 'strategy', 'processes', ...LEAVES],
  // It is given functions: what happens when a clock runs out is not its business.
  clock: ['database', 'draft', ...LEAVES],
  // What clients are told; it knows nothing of who picks.
  events: ['service_errors', 'database', 'draft', ...LEAVES],
  // What a worker process is: the alarm of drafts, who stands behind it, and who hears of it.
  worker: ['events', 'orchestrator', 'clock', 'database', 'draft', ...LEAVES],
  // One message to one system outside; it knows nothing of who asks for it, and when.
  publishers: ['database', 'draft', ...LEAVES],
  // Which system outside gets what: jobs, their order, what becomes of them.
  outbox: ['publishers', 'events', 'database', ...LEAVES],
  // What systems outside ask for: one shape and one handler for each kind of message.
  listeners: ['orchestrator', 'events', 'database', 'draft', 'shapes', ...LEAVES],
  http: ['draft', ...LEAVES],
  api: [
    'history',
    'status',
    'publishers',
    'listeners',
    'http',
    'events',
    'orchestrator',
    'players',
    'strategy',
    'service_errors',
    'shapes',
    'database',
    'draft',
    ...LEAVES,
  ],
  tasks: ['worker', 'plug_ins', 'orchestrator', 'events', ...LEAVES],
  // The whole service, wired by a configuration: nowhere else.
  wire: [
    ...['api', 'worker', 'clock', 'embedded', 'migrate', 'events', 'orchestrator', 'database'],
    ...['outbox', 'publishers', 'listeners', 'plug_ins'],
    ...LEAVES,
  ],
  // The same for the stock command lines: it reads the environment.
  'graphile.config': ['wire', ...LEAVES],
  // How arguments are read and refused: every program's.
  command_line: [],
  players: ['command_line', 'service_errors', 'shapes', 'database', 'draft', ...LEAVES],
  // Starts programs and waits for them: for the build of the room, the demo, benches and tests.
  processes: ['telemetry'],
  // Plays a draft the way a person and an operator would.
  demo: [
    'client',
    'history',
    'processes',
    'api',
    'players',
    'orchestrator',
    'strategy',
    'database',
    'draft',
    ...LEAVES,
  ],
  // How the service is, for people.
  status: ['database', ...LEAVES],
  // What main's commands share.
  commands: [
    'client',
    'wire',
    ...[
      'api',
      'http',
      'clock',
      'outbox',
      'listeners',
      'publishers',
      'plug_ins',
      'status',
      'history',
      'demo',
      'processes',
      'players',
      'embedded',
      'migrate',
      'orchestrator',
      'database',
    ],
    'shapes',
    'draft',
    ...LEAVES,
  ],
  // Every board there ever was, folded from events alone by the code that clients use: what they see is what the service checks.
  history: ['client', 'database', 'draft', 'telemetry'],
  // Others copy it into their programs: it needs nothing of ours.
  client: [],
  // The draft room is a client like any other.
  web: ['client'],
  // A program beside the room that builds it.
  'web/build': ['command_line'],
  // The command line of the program: which commands there are.
  program: ['command_line', 'commands', 'players', ...LEAVES],
  // It starts the program.
  main: ['.+'],
};

const AT_THE_ROOT = ['tasks', 'client', 'web', 'web/build', 'graphile.config'];
const OURS = '^(src|tasks|client|test|bench|tools|web|examples)/|^[^/]+\\.config\\.ts$';

function pathOf(part) {
  const name = part.replace('graphile.config', 'graphile\\.config');
  return `^${AT_THE_ROOT.includes(part) ? '' : 'src/'}${name}(/|\\.ts$)`;
}

const arrows = Object.entries(ARROWS).map(([part, allowed]) => ({
  name: `arrow-from-${part.replace('.', '-')}`,
  severity: 'error',
  comment: allowed.length === 0 ? 'It imports nothing of ours.' : `It may import only ${allowed.join(', ')}.`,
  from: {
    path: pathOf(part),
    pathNot: Object.keys(ARROWS)
      .filter((other) => other.startsWith(`${part}/`))
      .map(pathOf),
  },
  to: { path: OURS, pathNot: [part, ...allowed].map(pathOf) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...arrows,
    {
      name: 'every-part-has-arrows',
      severity: 'error',
      comment: 'A new folder in src says in .dependency-cruiser.mjs what it may import.',
      from: { path: '^src/', pathNot: Object.keys(ARROWS).map(pathOf) },
      to: {},
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      comment: 'The rules do no I/O: nothing from npm, nothing from Node.js.',
      from: { path: '^src/draft/' },
      to: { pathNot: '^src/' },
    },
    {
      name: 'strategies-are-pure',
      severity: 'error',
      comment:
        'Strategies do no I/O: nothing from Node.js, nothing from npm but zod, the shape of their options.',
      from: { path: '^src/strategy/' },
      to: { pathNot: '^src/|node_modules/zod/' },
    },
    {
      name: 'only-database-talks-to-postgres',
      severity: 'error',
      comment: 'SQL in TypeScript has one home; others take the types from src/database/connect.ts.',
      from: { path: '^(src|tasks)/|^graphile', pathNot: '^src/(database|embedded|migrate)/' },
      to: {
        path: ['node_modules/(@types/)?pg/', 'node_modules/pg-pool/', 'node_modules/pg-cursor/', '^pg$'],
      },
    },
    {
      name: 'tasks-are-thin',
      severity: 'error',
      comment: 'A task parses its payload and calls one function.',
      from: { path: '^tasks/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg'],
        pathNot: 'node_modules/(graphile-worker|zod)/',
      },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or hide a third.',
      from: { path: OURS },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere is one this tool cannot judge.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API, so the default parser would see nothing; test/architecture.test.ts makes sure that
    // this one sees every import, types included.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
