import { z } from 'zod';
import { foldName } from '../draft/fold_name.ts';
import { defenceKeys, isDefence, type NameKeys, nameKeys } from './name_keys.ts';
import { Nearest } from './nearest.ts';

const MOST_CANDIDATES = 3;
/**
 * Players with one name who are told apart by their positions and teams: no pool of real players has as many. Where more have it nobody is
 * meant: compared one by one, five thousand rows and as many namesakes took a minute.
 */
const MOST_NAMESAKES = 100;
const DEFENCES = 'DEF';
/** What teams are called besides, for comparing. */
const TEAMS: Readonly<Record<string, string>> = {
  ...{ jax: 'jac', wsh: 'was', gnb: 'gb', gbp: 'gb', kan: 'kc', kcc: 'kc', lvr: 'lv', nwe: 'ne', nep: 'ne' },
  ...{
    nor: 'no',
    nos: 'no',
    sfo: 'sf',
    tam: 'tb',
    tbb: 'tb',
    arz: 'ari',
    clv: 'cle',
    hst: 'hou',
    blt: 'bal',
  },
  ...{ bkn: 'brk', cho: 'cha', gsw: 'gs', nop: 'no', nyk: 'ny', pho: 'phx', sas: 'sa', uth: 'uta' },
};

/** A player of a pool, as far as a name is compared with. */
export interface Known {
  readonly id: number;
  readonly name: string;
  readonly positions: readonly string[];
  readonly proTeam: string | null;
}

const knownShape: z.ZodType<Known[]> = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    positions: z.array(z.string()),
    proTeam: z.string().nullable(),
  }),
);

/** The players of a pool as the database writes them into a text. */
export function knownPlayers(json: string): Known[] {
  return knownShape.parse(JSON.parse(json));
}

/** Somebody whom a source names. */
export interface Named {
  readonly name: string;
  /** None where the source says nothing. */
  readonly positions: readonly string[];
  readonly proTeam: string | null;
}

/** The player who is meant; or why nobody is, and who may be, the nearest first. */
export type Match =
  | { readonly player: Known }
  | { readonly player: null; readonly reason: string; readonly candidates: readonly Known[] };

/**
 * Finds the players of a pool by the names that sources give them: whatever their accents, capitals and hyphens, with and without Jr. or
 * III, by initials, the last name first. Positions and team tell apart who has the same name; where both are others, nobody is meant.
 */
export class PlayerMatcher {
  readonly #players: readonly Known[];
  readonly #byFull = new Map<string, Known[]>();
  readonly #byBare = new Map<string, Known[]>();
  readonly #byJoined = new Map<string, Known[]>();
  readonly #byInitial = new Map<string, { readonly player: Known; readonly keys: NameKeys }[]>();
  readonly #byDefence = new Map<string, Known[]>();
  #nearest: Nearest<Known> | null = null;

  constructor(players: readonly Known[]) {
    this.#players = players;
    for (const player of players) {
      const keys = nameKeys(player.name);
      add(this.#byFull, keys.full, player);
      add(this.#byBare, keys.bare, player);
      add(this.#byJoined, keys.joined, player);
      if (keys.initial !== null) add(this.#byInitial, keys.initial, { player, keys });
      if (!player.positions.includes(DEFENCES)) continue;
      for (const key of defenceKeys(player.name)) add(this.#byDefence, key, player);
      if (player.proTeam !== null) add(this.#byDefence, teamKey(player.proTeam), player);
    }
  }

  /** Who is meant. */
  match(named: Named): Match {
    const keys = nameKeys(named.name);
    for (const same of [
      this.#byFull.get(keys.full),
      this.#byBare.get(keys.bare),
      this.#byJoined.get(keys.joined),
    ]) {
      if (same) return decide(named, same);
    }
    const short = this.#byInitials(named, keys);
    if (short.length > 0) return decide(named, short);
    if (isDefence(named.name) || named.positions.includes(DEFENCES)) {
      const key = defenceKeys(named.name).find((each) => this.#byDefence.has(each));
      if (key !== undefined) return decide(named, this.#byDefence.get(key) ?? []);
    }
    return { player: null, reason: 'nobody in the pool has this name', candidates: this.#near(named.name) };
  }

  /** Who has the same last name and first letter, where one of the two first names is that letter alone, and nothing else contradicts. */
  #byInitials(named: Named, keys: NameKeys): Known[] {
    const alike = keys.initial === null ? [] : (this.#byInitial.get(keys.initial) ?? []);
    const short = alike
      .filter(({ keys: other }) => keys.isShort || other.isShort)
      .map(({ player }) => player);
    if (short.length > MOST_NAMESAKES) return short;
    return short.filter((player) => !differsInTeam(named, player) && !differsInPositions(named, player));
  }

  #near(name: string): Known[] {
    this.#nearest ??= new Nearest(this.#players, (player) => player.name);
    return this.#nearest.find(name, MOST_CANDIDATES);
  }
}

/** Who of those with the name is meant: positions first, then the team. */
function decide(named: Named, same: readonly Known[]): Match {
  const candidates = same.slice(0, MOST_CANDIDATES);
  if (same.length > MOST_NAMESAKES)
    return { player: null, reason: `${same.length} players have this name`, candidates };
  const likely = same.filter(
    (player) => !(differsInTeam(named, player) && differsInPositions(named, player)),
  );
  if (likely.length === 0)
    return { player: null, reason: 'who has this name plays elsewhere, in another team', candidates };
  const playing = keepIfAny(likely, (player) => !differsInPositions(named, player));
  const left = keepIfAny(playing, (player) => !differsInTeam(named, player));
  const [only, another] = left;
  if (only && another === undefined) return { player: only };
  return { player: null, reason: `${left.length} players have this name`, candidates };
}

function keepIfAny(players: readonly Known[], wanted: (player: Known) => boolean): readonly Known[] {
  const kept = players.filter(wanted);
  return kept.length > 0 ? kept : players;
}

function differsInPositions({ positions }: Named, player: Known): boolean {
  return positions.length > 0 && !positions.some((position) => player.positions.includes(position));
}

function differsInTeam(named: Named, player: Known): boolean {
  if (named.proTeam === null || player.proTeam === null) return false;
  return teamKeyOf(named, named.proTeam) !== teamKeyOf(player, player.proTeam);
}

/** Found out once for each: namesakes are compared with every row of their name. */
const teamKeys = new WeakMap<Named, string>();

function teamKeyOf(of: Named, proTeam: string): string {
  const key = teamKeys.get(of) ?? teamKey(proTeam);
  teamKeys.set(of, key);
  return key;
}

function teamKey(team: string): string {
  const folded = foldName(team);
  return TEAMS[folded] ?? folded;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
