import { dearest } from './bot_taste.ts';
import type { Model } from './model.ts';
import type { Taste } from './opinions.ts';
import { type Player, UNABLE } from './pools.ts';
import { mostSeated } from './roster.ts';

/** What decides where a strategy asks: as a pick tells it. */
export type Deciding = 'from_queue' | 'from_ranking' | 'roster_need' | 'best_available' | 'bot';
/** A wish of a team, in the order in which they are given up. */
export type Wish = 'bye weeks' | 'caps' | 'never' | 'status';

/** Whom the service has to take, what decided, and which wishes of the team were given up for it. */
export interface Taken {
  readonly playerId: number;
  readonly decided: Deciding;
  readonly givenUp: readonly Wish[];
}

/** What a team sees when its pick is made for it. */
interface View {
  readonly model: Model;
  readonly slot: number;
  readonly pickNumber: number;
  readonly options: Taste['options'];
  /** The team's players, and those whom nobody has, the best rank first. */
  readonly roster: readonly Player[];
  readonly free: readonly Player[];
}

/** Names somebody among those who may be taken, or nobody. */
type Opinion = (view: View, may: readonly Player[]) => Omit<Taken, 'givenUp'> | null;

/** Which opinions a strategy asks, in which order. */
const ORDERS: Readonly<Record<string, readonly Opinion[]>> = {
  standard: [queue, ranking, need, best],
  from_queue: [queue, best],
  from_ranking: [ranking, best],
  roster_need: [queue, scarcest, need, best],
  position_plan: [asPlanned(queue), asPlanned(ranking), asPlanned(best), ...[queue, ranking, need, best]],
  best_available: [best],
  bot: [taste],
};

/** Whom the service takes with a pick, by section 3 of rules.md; null: nobody fits. */
export function whom(model: Model, pickNumber: number): Taken | null {
  const { owner: slot } = model.cell(pickNumber);
  const { name, options } = model.team(slot).taste ?? model.setup.taste;
  const roster = model.cells.flatMap(({ owner, playerId }) =>
    owner === slot && playerId !== null ? (model.players.get(playerId) ?? []) : [],
  );
  const free = [...model.players.values()].filter(({ id }) => !model.isTaken(id));
  const view: View = { model, slot, pickNumber, options, roster, free };
  const fitting = free.filter(({ id }) => model.fits(slot, id));
  const wishes = wishesOf(view);
  for (let givenUp = 0; givenUp <= wishes.length; givenUp += 1) {
    const may = fitting.filter((player) => wishes.slice(givenUp).every(([, allows]) => allows(player)));
    for (const opinion of ORDERS[name] ?? []) {
      const named = opinion(view, may);
      if (named) return { ...named, givenUp: wishes.slice(0, givenUp).map(([wish]) => wish) };
    }
  }
  return null;
}

/** The wishes that a team has, and whom each allows. */
function wishesOf({ model, options, roster }: View): [Wish, (player: Player) => boolean][] {
  const { caps = {}, never = [], avoid = UNABLE, mostPerBye } = options;
  const playsOnly = (position: string) => (player: Player) =>
    player.positions.length === 1 && player.positions[0] === position;
  const isCapped = (player: Player) =>
    Object.entries(caps).some(
      ([position, most]) => playsOnly(position)(player) && roster.filter(playsOnly(position)).length >= most,
    );
  const wishes: [Wish, boolean, (player: Player) => boolean][] = [
    [
      'bye weeks',
      mostPerBye !== undefined,
      ({ byeWeek }) => roster.filter((mate) => mate.byeWeek === byeWeek).length < (mostPerBye ?? 0),
    ],
    ['caps', Object.keys(caps).length > 0, (player) => !isCapped(player)],
    ['never', never.length > 0, ({ id }) => !never.includes(id)],
    ['status', avoid.length > 0, ({ id }) => !avoid.some((status) => status === model.statuses.get(id))],
  ];
  return wishes
    .flatMap(([wish, isHeld, allows]) => (isHeld ? [[wish, allows] as const] : []))
    .map(([w, a]) => [w, a]);
}

function queue({ model, slot }: View, may: readonly Player[]) {
  return firstOf(model.team(slot).queue, may, 'from_queue');
}

function ranking({ model, slot, options }: View, may: readonly Player[]) {
  const { rankings } = model.team(slot);
  const counting = (options.ranking && rankings[options.ranking]) ?? rankings.default ?? [];
  return firstOf(counting, may, 'from_ranking');
}

function firstOf(wanted: readonly number[], may: readonly Player[], decided: Deciding) {
  const playerId = wanted.find((id) => may.some((player) => player.id === id));
  return playerId === undefined ? null : { playerId, decided };
}

/** The best who fills one more starting seat. */
function need(view: View, may: readonly Player[]) {
  const [first] = inOrder(may, view.options.by).filter(startsFor(view));
  return first ? { playerId: first.id, decided: 'roster_need' as const } : null;
}

function best({ options }: View, may: readonly Player[]) {
  const [first] = inOrder(may, options.by);
  return first ? { playerId: first.id, decided: 'best_available' as const } : null;
}

/** Who fills a starting seat whose kind loses most places until the team's next turn, if others take the best who are left. */
function scarcest(view: View, may: readonly Player[]) {
  const { options, free } = view;
  const others = picksUntilNext(view.model, view.pickNumber);
  if (options.scarcity === false || others === null) return null;
  const starts = startsFor(view);
  const ordered = inOrder(free, options.by);
  const left = new Set(ordered.slice(others));
  const worth = ({ id, adp }: Player) => (options.by === 'ADP' ? (adp ?? id) : id);
  let most: { readonly now: Player; readonly loss: number } | null = null;
  const seen = new Set<string>();
  for (const now of ordered.filter((player) => may.includes(player) && starts(player))) {
    const kind = now.positions.join();
    if (seen.has(kind)) continue;
    seen.add(kind);
    const later = ordered.find(
      (player) => left.has(player) && may.includes(player) && player.positions.join() === kind,
    );
    const loss = later ? worth(later) - worth(now) : Number.POSITIVE_INFINITY;
    if (loss > (most?.loss ?? 0)) most = { now, loss };
  }
  return most ? { playerId: most.now.id, decided: 'roster_need' as const } : null;
}

function taste({ model, slot, roster }: View, may: readonly Player[]) {
  const player = dearest(may, roster, model.seed, slot);
  return player ? { playerId: player.id, decided: 'bot' as const } : null;
}

/** The same opinion about those alone whom the plan names for the round. */
function asPlanned(opinion: Opinion): Opinion {
  return (view, may) => {
    const planned = view.options.plan?.[view.model.cell(view.pickNumber).round - 1] ?? [];
    return opinion(
      view,
      may.filter(({ positions }) => positions.some((position) => planned.includes(position))),
    );
  };
}

/** Cells of others that come before the team's next one; null where it has none after this. */
export function picksUntilNext({ cells }: Model, pickNumber: number): number | null {
  const slot = cells[pickNumber - 1]?.owner;
  const coming = cells.slice(pickNumber).filter((cell) => cell.playerId === null && !cell.isForfeited);
  const next = coming.findIndex(({ owner }) => owner === slot);
  return next < 0 ? null : next;
}

/** Whether a player would fill one more starting seat. */
function startsFor({ model, roster }: View): (player: Player) => boolean {
  const starting = model.setup.roster.filter(({ positions }) => positions !== 'ANY');
  const seated = (team: readonly Player[]) =>
    mostSeated(
      team.map(({ positions }) => positions),
      starting,
    );
  const now = seated(roster);
  return (player) => seated([...roster, player]) > now;
}

/** By rank, or by ADP: who has none comes last. */
function inOrder(players: readonly Player[], by: 'RANK' | 'ADP' = 'RANK'): Player[] {
  const place = ({ id, adp }: Player) => (by === 'RANK' ? id : (adp ?? Number.MAX_VALUE));
  return [...players].sort((a, b) => place(a) - place(b) || a.id - b.id);
}
