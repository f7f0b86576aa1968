import { oneOf, type Random } from '../../chaos/random.ts';
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

type Kind =
  | 'league'
  | 'team'
  | 'draft'
  | 'invitation'
  | 'pool'
  | 'user'
  | 'pickNumber'
  | 'player'
  | 'players'
  | 'text'
  | 'boolean'
  | 'settings'
  | 'teams'
  | 'newTeams';

/** A mutation and what kind of thing each of its arguments is. */
interface Shape {
  readonly text: string;
  readonly about: Readonly<Record<string, Kind>>;
}

export const SHAPES: Readonly<Record<string, Shape>> = {
  createLeague: {
    text: 'mutation ($name: String!, $teams: [NewTeamInput!]!) { createLeague(name: $name, teams: $teams) { league { id } } }',
    about: { name: 'text', teams: 'newTeams' },
  },
  setTeamManager: {
    text: 'mutation ($teamId: UUID!, $managerId: UUID) { setTeamManager(teamId: $teamId, managerId: $managerId) { team { id } } }',
    about: { teamId: 'team', managerId: 'user' },
  },
  inviteManager: {
    text: 'mutation ($teamId: UUID!) { inviteManager(teamId: $teamId) { invitationId } }',
    about: { teamId: 'team' },
  },
  inviteManagers: {
    text: 'mutation ($teamIds: [UUID!]!) { inviteManagers(teamIds: $teamIds) { invitations { invitationId } } }',
    about: { teamIds: 'teams' },
  },
  revokeInvitation: {
    text: 'mutation ($invitationId: UUID!) { revokeInvitation(invitationId: $invitationId) { team { id } } }',
    about: { invitationId: 'invitation' },
  },
  createDraft: {
    text: 'mutation ($leagueId: UUID!, $poolId: UUID!, $teamIds: [UUID!]!, $settings: DraftSettingsInput!) { createDraft(leagueId: $leagueId, poolId: $poolId, teamIds: $teamIds, settings: $settings) { draft { id } } }',
    about: { leagueId: 'league', poolId: 'pool', teamIds: 'teams', settings: 'settings' },
  },
  ...Object.fromEntries(
    ['startDraft', 'pauseDraft', 'resumeDraft', 'cancelDraft'].map((name) => [
      name,
      {
        text: `mutation ($draftId: UUID!) { ${name}(draftId: $draftId) { draft { id } } }`,
        about: { draftId: 'draft' },
      },
    ]),
  ),
  makePick: {
    text: 'mutation ($draftId: UUID!, $pickNumber: Int!, $playerId: ID!, $waiveRoster: Boolean) { makePick(draftId: $draftId, pickNumber: $pickNumber, playerId: $playerId, waiveRoster: $waiveRoster) { repeated } }',
    about: { draftId: 'draft', pickNumber: 'pickNumber', playerId: 'player', waiveRoster: 'boolean' },
  },
  setQueue: {
    text: 'mutation ($draftId: UUID!, $teamId: UUID!, $playerIds: [ID!]!) { setQueue(draftId: $draftId, teamId: $teamId, playerIds: $playerIds) { playerIds } }',
    about: { draftId: 'draft', teamId: 'team', playerIds: 'players' },
  },
  addToQueue: {
    text: 'mutation ($draftId: UUID!, $teamId: UUID!, $playerId: ID!, $place: Int) { addToQueue(draftId: $draftId, teamId: $teamId, playerId: $playerId, place: $place) { playerIds } }',
    about: { draftId: 'draft', teamId: 'team', playerId: 'player', place: 'pickNumber' },
  },
  moveInQueue: {
    text: 'mutation ($draftId: UUID!, $teamId: UUID!, $playerId: ID!, $place: Int!) { moveInQueue(draftId: $draftId, teamId: $teamId, playerId: $playerId, place: $place) { playerIds } }',
    about: { draftId: 'draft', teamId: 'team', playerId: 'player', place: 'pickNumber' },
  },
  removeFromQueue: {
    text: 'mutation ($draftId: UUID!, $teamId: UUID!, $playerId: ID!) { removeFromQueue(draftId: $draftId, teamId: $teamId, playerId: $playerId) { playerIds } }',
    about: { draftId: 'draft', teamId: 'team', playerId: 'player' },
  },
  setAutopilot: {
    text: 'mutation ($draftId: UUID!, $teamId: UUID!, $autopilot: Boolean!) { setAutopilot(draftId: $draftId, teamId: $teamId, autopilot: $autopilot) { draft { id } } }',
    about: { draftId: 'draft', teamId: 'team', autopilot: 'boolean' },
  },
  createEventTicket: {
    text: 'mutation ($draftId: UUID!) { createEventTicket(draftId: $draftId) { expiresAt } }',
    about: { draftId: 'draft' },
  },
};

/** A request that somebody sends. */
export interface FuzzRequest {
  readonly mutation: string;
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A mutation with arguments by chance: mostly things that there are, sometimes what is no such thing at all. */
export function randomRequest(random: Random, world: FuzzWorld, draftsMade: readonly string[]): FuzzRequest {
  // A draft that is over is of no more use, so few are ended.
  const names = Object.keys(SHAPES).filter((name) => name !== 'cancelDraft' || random() < 0.1);
  const mutation = oneOf(random, names) ?? '';
  const { text, about } = SHAPES[mutation] ?? { text: '', about: {} };
  const variables = Object.fromEntries(
    Object.entries(about).map(([name, kind]) => [name, randomValue(random, kind, world, draftsMade)]),
  );
  return { mutation, text, variables };
}

function randomValue(random: Random, kind: Kind, world: FuzzWorld, draftsMade: readonly string[]): unknown {
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
    case 'pool':
      return id([world.poolId]);
    case 'user':
      return id(world.people.map(({ userId }) => userId));
    case 'teams':
      // Mostly the three of one league.
      return random() < 0.8
        ? world.teamIds.slice(3 * Math.floor(random() * 3)).slice(0, 3)
        : Array.from({ length: Math.floor(random() * 4) }, () => id(world.teamIds));
    case 'newTeams':
      return Array.from({ length: Math.floor(random() * 3) }, () => ({ name: oneOf(random, ODD_TEXTS) }));
    case 'pickNumber':
      return number(4);
    case 'player':
      return random() < 0.9 ? oneOf(random, world.players) : oneOf(random, ODD_NUMBERS);
    case 'players':
      return Array.from({ length: Math.floor(random() * 4) }, () =>
        oneOf(random, [...world.players.slice(0, 9), 0]),
      );
    case 'text':
      return oneOf(random, ODD_TEXTS);
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
      };
  }
}
