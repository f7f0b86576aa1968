import type { PoolPlayer } from '../../../client/draft_client.ts';
import { foldText } from '../state/fold_text.ts';
import { moved } from '../ui/moved.ts';

/** All players of a pool: those of the ranking first, in its order, then the others as the pool ranks them. */
export function ordered(players: readonly PoolPlayer[], ranked: readonly string[]): PoolPlayer[] {
  const byId = new Map(players.map((player) => [player.id, player]));
  const first = ranked.flatMap((id) => byId.get(id) ?? []);
  const known = new Set(ranked);
  return [...first, ...players.filter(({ id }) => !known.has(id))];
}

/** The order with a player at another place, from 1; a place beyond the ends is the end. */
export function placed(order: readonly PoolPlayer[], id: string, place: number): PoolPlayer[] {
  const from = order.findIndex((player) => player.id === id);
  return moved(order, from, Math.max(0, Math.min(order.length - 1, place - 1)));
}

/** The order with named players on top, and the names that nobody has. Accents, capitals and full stops do not count. */
export function withNamesOnTop(
  order: readonly PoolPlayer[],
  text: string,
): { readonly order: PoolPlayer[]; readonly found: number; readonly unknown: readonly string[] } {
  const byName = new Map(order.toReversed().map((player) => [foldText(player.name), player.id]));
  // A line may begin with its number, and go on with a position or a team behind a comma.
  const names = text.split('\n').map((line) =>
    line
      .replace(/^\s*\d+[.):\s]\s*/, '')
      .replace(/[,;\t].*$/, '')
      .trim(),
  );
  const lines = names
    .filter((name) => name !== '')
    .map((name) => [name, byName.get(foldText(name))] as const);
  const ids = [...new Set(lines.flatMap(([, id]) => id ?? []))];
  return {
    order: ordered(order, ids),
    found: ids.length,
    unknown: lines.filter(([, id]) => id === undefined).map(([name]) => name),
  };
}
