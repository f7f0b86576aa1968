import { z } from 'zod';
import { LimitCounter, MOST_POSITIONS, type RosterLimit } from '../draft/limit_counter.ts';
import { plainPosition } from '../draft/positions.ts';
import { leaving } from './fitting.ts';
import type { Choice, Player, StrategyContext } from './strategy.ts';

/** A player's id, as a number or as the text that the API answers. */
const playerId = z.union(
  [
    z.int(),
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  ],
  'must be the id of a player: a whole number, such as 12',
);

/** Options about whom not to take, for every strategy that uses {@link byWishes}. Spread them into a strategy's own. */
export const wishOptions = {
  caps: z
    .record(z.string().min(1).max(40), z.int().min(0).max(100))
    .refine(
      (caps) => Object.keys(caps).length <= MOST_POSITIONS,
      `must name at most ${MOST_POSITIONS} positions`,
    )
    .default({})
    .describe('At most so many players who play only this position, such as {"QB": 2}.'),
  never: z
    .array(playerId)
    .max(500)
    // Of what is given, not of what it becomes: so the schema shows it.
    .prefault([])
    .describe('Players, by their ids, who are never taken while anybody else can be.'),
  avoid: z
    .array(z.enum(['DOUBTFUL', 'OUT', 'IR', 'SUSPENDED']))
    .max(4)
    .default(['OUT', 'IR', 'SUSPENDED'])
    .describe(
      'Players of these statuses are passed over, also on the queue. An empty list takes whoever is best.',
    ),
  mostPerBye: z
    .int()
    .min(1)
    .max(30)
    .nullable()
    .default(null)
    .describe('At most so many players who rest in the same week; null: bye weeks do not matter.'),
};

const wishesShape = z.object(wishOptions);

/** What a team wishes: see {@link wishOptions}. */
export type Wishes = z.output<typeof wishesShape>;

/** The wishes among options of whatever strategy: those that are there and make sense, and the defaults for the others. */
export function wishesAmong(options: unknown): Wishes {
  const given = typeof options === 'object' && options !== null ? options : {};
  const known = Object.entries(wishOptions).flatMap(([name, shape]) => {
    const parsed = shape.safeParse((given as Record<string, unknown>)[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return wishesShape.parse(Object.fromEntries(known));
}

type May = (player: Player) => boolean;

/** A wish of the team: whom it lets be taken, and what the team is told when it is given up. */
interface Wish {
  readonly may: May;
  readonly givenUp: string;
}

/**
 * Asks for a choice among those whom the team may take: who fits the roster, and whom its own wishes do not exclude. While that chooses
 * nobody the wishes are given up, one after the other: bye weeks, own caps, never-list, status; the private reason says so. The
 * rules of the league never are.
 */
export function byWishes(
  context: StrategyContext,
  wishes: Wishes,
  choose: (may: May) => Choice | null,
): Choice | null {
  const held = wishesOf(context, wishes);
  for (let givenUp = 0; ; givenUp += 1) {
    const left = held.slice(givenUp);
    const choice = choose((player) => context.fits(player) && left.every(({ may }) => may(player)));
    if (choice !== null && givenUp > 0) return explained(choice, held.slice(0, givenUp));
    if (choice !== null || left.length === 0) return choice;
  }
}

/** The wishes that exclude anybody, in the order in which they are given up. */
function wishesOf({ roster }: StrategyContext, { caps, never, avoid, mostPerBye }: Wishes): Wish[] {
  const held: Wish[] = [];
  if (mostPerBye !== null) {
    const resting = (week: number) => roster.filter(({ byeWeek }) => byeWeek === week).length;
    const may: May = ({ byeWeek }) => byeWeek === null || resting(byeWeek) < mostPerBye;
    held.push({ may, givenUp: 'your limit of players who rest in the same week' });
  }
  const limits = Object.entries(caps).map(
    ([position, maxPlayers]): RosterLimit => ({ positions: [plainPosition(position)], maxPlayers }),
  );
  if (limits.length > 0)
    held.push({
      may: leaving(LimitCounter.of(limits), roster),
      givenUp: 'your own most players of a position',
    });
  if (never.length > 0) {
    const unwanted = new Set(never);
    held.push({ may: ({ id }) => !unwanted.has(id), givenUp: 'your list of players never to take' });
  }
  if (avoid.length > 0) {
    const avoided: readonly string[] = avoid;
    const may: May = ({ status }) => status === 'ACTIVE' || !avoided.includes(status);
    held.push({ may, givenUp: 'your rule about players who cannot play' });
  }
  return held;
}

function explained(choice: Choice, givenUp: readonly Wish[]): Choice {
  const names = givenUp.map((wish) => wish.givenUp);
  const listed = new Intl.ListFormat('en').format(names);
  const why = `Nobody else was left, so this was given up: ${listed}.`;
  const before = choice.privateReason;
  return { ...choice, privateReason: before === undefined ? why : `${before} ${why}` };
}
