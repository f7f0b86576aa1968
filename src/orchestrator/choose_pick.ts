import type { AutoRequest } from '../database/picks.ts';
import { DraftError } from '../draft/errors.ts';
import { NoChoice } from '../strategy/no_choice.ts';
import { readOptions } from '../strategy/options.ts';
import { standard } from '../strategy/standard.ts';
import type { Choice, Strategy, StrategyContext } from '../strategy/strategy.ts';
import { wishesAmong } from '../strategy/wishes.ts';
import { messageOf } from '../telemetry/error_text.ts';
import type { RankedPool } from './pool_cache.ts';
import type { TeamOnClock, WarmDraft } from './warm_draft.ts';

/** Called when a strategy of a team could not be used, and why. */
export type OnFallback = (draftId: string, strategy: string, objection: string) => void;

/** A reason is a sentence, whoever wrote the strategy. In characters. */
const LONGEST_REASON = 500;

/**
 * Chooses for the team on the clock. A strategy that throws, finds nobody, or names somebody the team cannot take does not
 * stop the draft: the standard one decides, and the reason says so. Throws NO_PLAYER_FITS when there is nobody to take.
 */
export function choosePick(
  draft: WarmDraft,
  pool: RankedPool,
  strategyNamed: (name: string) => Strategy,
  onFallback: OnFallback,
): AutoRequest {
  const { draftId, pickNumber, version, onClock } = draft;
  const choice = chooseFor(onClock, draft.strategyContext(pool), strategyNamed, (objection) =>
    onFallback(draftId, onClock.strategy, objection),
  );
  if (!choice) throw new DraftError('NO_PLAYER_FITS', { pickNumber, teamId: onClock.teamId });
  return {
    ...{ kind: 'AUTO', draftId, pickNumber, version, queueVersion: onClock.queueVersion },
    ...{ playerId: choice.playerId, strategy: cut(choice.strategy), reason: cut(choice.reason) },
    privateReason: choice.privateReason === undefined ? null : cut(choice.privateReason),
  };
}

/** The choice of a team's strategy, or of the standard one where that cannot be used. Null: the team can take nobody. */
export function chooseFor(
  { strategy, options }: Pick<TeamOnClock, 'strategy' | 'options'>,
  context: StrategyContext,
  strategyNamed: (name: string) => Strategy,
  onFallback: (objection: string) => void,
): Choice | null {
  const asked = ask(strategy, options, context, strategyNamed);
  if (!('objection' in asked)) return asked;

  const wishes = wishesAmong(parsed(options));
  const instead = standard.choose(context, { ...(readOptions(standard, null) as object), ...wishes });
  if (!instead) return null;
  const { objection, detail } = asked;
  const exactly = `${objection}${detail === undefined ? '' : ` (${detail})`}`;
  onFallback(exactly);
  const why = `Strategy ${strategy} ${exactly}, so the standard one chose.`;
  const before = instead.privateReason;
  return {
    ...instead,
    reason: `The team's strategy ${objection}, so the standard one chose. ${instead.reason}`,
    privateReason: before === undefined ? why : `${why} ${before}`,
  };
}

/** What is wrong with a strategy: in words for everybody, and what may hold something private, such as a name on a queue. */
interface Objection {
  readonly objection: string;
  readonly detail?: string;
}

/** A choice that can be made, or what is wrong with the strategy's answer. */
function ask(
  name: string,
  options: string | null,
  context: StrategyContext,
  strategyNamed: (name: string) => Strategy,
): Choice | Objection {
  try {
    const strategy = strategyNamed(name);
    const choice: unknown = strategy.choose(context, readOptions(strategy, options));
    if (choice === null || choice === undefined) return { objection: 'found nobody' };
    if (choice instanceof Promise) {
      // Nobody waits for it, and what becomes of it is nobody's business.
      choice.catch(() => undefined);
      return { objection: 'answered a promise instead of a choice' };
    }
    if (!isChoice(choice)) return { objection: 'answered something that is no choice' };
    const player = context.available.get(choice.playerId);
    if (!player) return { objection: 'named somebody who is not free', detail: `player ${choice.playerId}` };
    if (context.fits(player)) return choice;
    return { objection: 'named somebody who does not fit the roster', detail: player.name };
  } catch (error) {
    if (error instanceof NoChoice) {
      const { words, detail } = error;
      return detail === null ? { objection: words } : { objection: words, detail };
    }
    return { objection: 'failed', detail: messageOf(error) };
  }
}

function isChoice(answer: unknown): answer is Choice {
  if (typeof answer !== 'object' || answer === null) return false;
  const { playerId, strategy, reason, privateReason } = answer as Record<string, unknown>;
  const isText = (text: unknown) => typeof text === 'string' && text !== '';
  const isPrivate = privateReason === undefined || isText(privateReason);
  return Number.isInteger(playerId) && isText(strategy) && isText(reason) && isPrivate;
}

/** Options as they were set, whatever they are. */
function parsed(options: string | null): unknown {
  try {
    return JSON.parse(options ?? '{}');
  } catch {
    return {};
  }
}

function cut(text: string): string {
  return text.length <= LONGEST_REASON ? text : `${text.slice(0, LONGEST_REASON - 1)}…`;
}
