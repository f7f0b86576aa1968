import type { ConnectionPool } from '../../src/database/connect.ts';
import { nameOf } from './pools.ts';
import type { Taken, Wish } from './whom.ts';

/** How a team is told that a wish was given up. */
const TOLD: Readonly<Record<Wish, string>> = {
  'bye weeks': 'your limit of players who rest in the same week',
  caps: 'your own most players of a position',
  never: 'your list of players never to take',
  status: 'your rule about players who cannot play',
};

interface Told {
  readonly pickNumber: number;
  readonly strategy: string | null;
  readonly reason: string | null;
  readonly privateReason: string | null;
}

/** How what is told of picks differs from why they were made; everybody may read the reason, the team alone the private one. */
export async function toldDifferences(
  db: ConnectionPool,
  draftId: string,
  expected: ReadonlyMap<number, Taken>,
): Promise<string[]> {
  if (expected.size === 0) return [];
  const { rows } = await db.query<Told>(
    `select p.pick_number as "pickNumber", p.strategy, p.reason, kept.reason as "privateReason"
       from app_public.picks p
       left join app_public.pick_reasons kept
         on kept.draft_id = p.draft_id and kept.pick_number = p.pick_number and kept.picked_at = p.picked_at
      where p.draft_id = $1 and p.pick_number = any ($2::integer[])`,
    [draftId, [...expected.keys()]],
  );
  return rows.flatMap((told) => {
    const taken = expected.get(told.pickNumber);
    return taken ? judge(told, taken).map((what) => `pick ${told.pickNumber}: ${what}`) : [];
  });
}

function judge({ strategy, reason, privateReason }: Told, { playerId, decided, givenUp }: Taken): string[] {
  const whole = privateReason ?? '';
  const names = [...(reason ?? '').matchAll(/Player \d+/g)].map(([name]) => name);
  const gaveUp = new Intl.ListFormat('en').format(givenUp.map((wish) => TOLD[wish]));
  const holds: [boolean, string][] = [
    [strategy === decided, `by the rules ${decided} decided, ${strategy} is told`],
    [
      givenUp.length === 0 ? !whole.includes('given up') : whole.includes(`given up: ${gaveUp}.`),
      `the rules give up ${gaveUp || 'nothing'}, "${whole}" is told`,
    ],
    [
      names.every((name) => name === nameOf(playerId)) && !/[Nn]umber|given up|your/.test(reason ?? ''),
      `everybody is told "${reason}"`,
    ],
  ];
  return holds.flatMap(([isSo, what]) => (isSo ? [] : [what]));
}
