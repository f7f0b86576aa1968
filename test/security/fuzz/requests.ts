import { type MutationName, mutations } from '../../../src/api/schema/mutations/registry.ts';
import { oneOf, type Random } from '../../chaos/random.ts';
import { type ArgumentKind, documentOf, MUTATION_EXAMPLES } from '../mutation_examples.ts';
import type { FuzzWorld } from './world.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
/** What is no id: also what would matter to SQL, to a header, or to a program that takes texts apart. */
const ODD_IDS = [
  '',
  'x',
  "' or true --",
  '1; drop table app_public.users',
  '\r\nset-cookie: a=b',
  '\u0000',
  '💣',
  '__proto__',
];
const ODD_TEXTS = [
  ...ODD_IDS,
  'Ann',
  'a'.repeat(300),
  '%',
  '"',
  '$$',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '‮evil',
];
const ODD_NUMBERS = [0, -1, 1, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1e21, 0.5];

/** Of every mutation: its name, its document, and what kind of thing each of its variables is. */
const SHAPES = mutations.map((mutation) => {
  const { about } = MUTATION_EXAMPLES[mutation.name];
  return { name: mutation.name, about, text: documentOf(mutation) };
});

/** A request that somebody sends. */
export interface FuzzRequest {
  readonly mutation: MutationName;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A mutation with arguments by chance: mostly things that there are, sometimes what is no such thing at all. */
export function randomRequest(random: Random, world: FuzzWorld, draftsMade: readonly string[]): FuzzRequest {
  // A draft that is over is of no more use, so few are ended.
  const shapes = SHAPES.filter(({ name }) => name !== 'cancelDraft' || random() < 0.1);
  const shape = oneOf(random, shapes);
  if (!shape) throw new Error('There is no mutation');
  const { name: mutation, text, about } = shape;
  const variables = Object.fromEntries(
    Object.entries(about).map(([name, kind]) => [name, randomValue(random, kind, world, draftsMade)]),
  );
  return { mutation, text, variables };
}

function randomValue(
  random: Random,
  kind: ArgumentKind,
  world: FuzzWorld,
  draftsMade: readonly string[],
): unknown {
  const id = (known: readonly (string | null)[]) =>
    random() < 0.9 ? oneOf(random, known) : oneOf(random, [NOWHERE, ...ODD_IDS, ...world.teamIds]);
  const number = (most: number) =>
    random() < 0.9 ? 1 + Math.floor(random() * most) : oneOf(random, ODD_NUMBERS);
  switch (kind) {
    case 'league':
      return id(world.leagueIds);
    case 'team':
      return id(world.teamIds);
    case 'draft':
      return id([...world.draftIds, ...draftsMade]);
    case 'invitation':
      return id(world.invitationIds);
    case 'endpoint':
      return id(world.endpointIds);
    case 'endpointKind':
      return oneOf(random, ['WEBHOOK', 'DISCORD']);
    case 'source':
      return id(world.sourceIds);
    case 'message':
      return id(world.messageIds);
    case 'messageKinds':
      return ['draft.pause_requested'];
    case 'strategy':
      return oneOf(random, ['standard', 'from_queue', 'position_plan', 'oracle']);
    case 'strategyOptions':
      return oneOf(random, [
        null,
        {},
        { caps: { QB: 1 } },
        { never: ['1'] },
        { mood: 'good' },
        { plan: 3 },
        [],
      ]);
    case 'playingStatus':
      return oneOf(random, ['ACTIVE', 'DOUBTFUL', 'OUT', 'IR', 'SUSPENDED']);
    case 'pool':
      return id([world.poolId, ...world.ownPoolIds]);
    case 'ranking':
      return id(world.rankingIds);
    case 'user':
      return id(world.people.map(({ userId }) => userId));
    case 'teams':
      // Mostly the three of one league.
      return random() < 0.8
        ? world.teamIds.slice(3 * Math.floor(random() * 3)).slice(0, 3)
        : Array.from({ length: Math.floor(random() * 4) }, () => id(world.teamIds));
    case 'trades':
      return Array.from({ length: Math.floor(random() * 3) }, () => ({
        pickNumber: number(6),
        toTeamId: id(world.teamIds),
      }));
    case 'newTeams':
      return Array.from({ length: Math.floor(random() * 3) }, () => ({ name: text(random) }));
    case 'pickNumber':
      return number(4);
    case 'instant':
      return oneOf(random, [null, null, null, '2020-01-01T00:00:00Z', '2100-01-01T00:00:00Z', 'soon']);
    case 'seconds':
      return random() < 0.8 ? 60 * (random() - 0.5) : oneOf(random, ODD_NUMBERS);
    case 'player':
      return random() < 0.9 ? oneOf(random, world.players) : oneOf(random, ODD_NUMBERS);
    case 'players':
      return Array.from({ length: Math.floor(random() * 4) }, () =>
        oneOf(random, [...world.players.slice(0, 9), 0]),
      );
    case 'columns':
      return random() < 0.5 ? null : [{ column: 'NAME', header: oneOf(random, ODD_TEXTS) }];
    case 'newPlayers':
      return Array.from({ length: 1 + Math.floor(random() * 2) }, () => ({
        name: oneOf(random, ODD_TEXTS),
        positions: [random() < 0.8 ? 'QB' : oneOf(random, ODD_TEXTS)],
      }));
    case 'text':
      return text(random);
    case 'sign':
      return oneOf(random, ['CHEER', 'HURRY', 'BOO']);
    case 'boolean':
      return random() < 0.5;
    case 'settings':
      return {
        order: { kind: oneOf(random, ['SNAKE', 'SNAKE', 'LINEAR', 'LINEAR', 'REVERSAL', 'CUSTOM']) },
        rounds: number(3),
        secondsPerPick: oneOf(random, [60, 60, 60, 60, 60, 0, -1, 1e300]),
        rosterSlots: [
          { name: random() < 0.8 ? 'BN' : oneOf(random, ODD_TEXTS), seats: 2 + Math.floor(random() * 3) },
        ],
        ...(random() < 0.5 ? randomTime(random) : {}),
      };
  }
}

/** One that is taken as often as an odd one: else next to nothing would be done that has a note or a name. */
function text(random: Random): string | undefined {
  return random() < 0.5 ? 'What people write' : oneOf(random, ODD_TEXTS);
}

/** Rules of time by chance, some of which contradict each other. */
function randomTime(random: Random) {
  return {
    bankSeconds: oneOf(random, [0, 30, 600, -1, 1e300]),
    incrementSeconds: oneOf(random, [0, 5]),
    graceSeconds: oneOf(random, [0, 0, 2, 11]),
    autopilotSeconds: oneOf(random, [0, 10]),
    atZero: oneOf(random, ['AUTO_PICK', 'SKIP', 'WAIT']),
    autopilotAfterMisses: oneOf(random, [null, null, 1, 3, 0]),
    resume: oneOf(random, ['CONTINUE', 'RESET']),
    pauseBeforePicks: oneOf(random, [[], [], [2], [0]]),
    quietHours: oneOf(random, [
      null,
      { zone: 'America/New_York', windows: [{ weekdays: ['MONDAY'], from: '22:00', to: '08:00' }] },
      { zone: 'Nowhere/Land', windows: [] },
    ]),
  };
}
