import type { PlayerStatus } from '../../src/draft/player_status.ts';
import type { Model } from './model.ts';

export const STRATEGIES = [
  ...['standard', 'from_queue', 'from_ranking', 'roster_need', 'position_plan', 'best_available', 'bot'],
] as const;

/** The rankings that a manager may have: the one that counts, and one that counts where a strategy names it. */
export type RankingName = 'default' | 'other';

/** A strategy and its options, as somebody sets them; what is left out has its default. Players are named by their ranks. */
export interface Taste {
  readonly name: string;
  readonly options: {
    readonly by?: 'RANK' | 'ADP';
    readonly ranking?: 'other';
    readonly scarcity?: boolean;
    readonly plan?: readonly (readonly string[])[];
    readonly caps?: Readonly<Record<string, number>>;
    readonly never?: readonly number[];
    readonly avoid?: readonly PlayerStatus[];
    readonly mostPerBye?: number;
  };
}

/** What somebody says about whom the service shall take. */
export type Opinion =
  | { readonly kind: 'queue'; readonly slot: number; readonly players: readonly number[] }
  | {
      readonly kind: 'ranking';
      readonly slot: number;
      readonly name: RankingName;
      /** Null: it is deleted. */
      readonly players: readonly number[] | null;
    }
  /** `taste` null: the league's default again. */
  | { readonly kind: 'strategy'; readonly by: number; readonly slot: number; readonly taste: Taste | null }
  | { readonly kind: 'status'; readonly playerId: number; readonly status: PlayerStatus };

/** Takes an opinion in, where the rules allow it. Answers why they do not; none where it is taken. */
export function opine(model: Model, opinion: Opinion): string[] {
  if (opinion.kind === 'status') {
    model.statuses.set(opinion.playerId, opinion.status);
    return [];
  }
  const team = model.team(opinion.slot);
  if (opinion.kind === 'ranking') {
    if (opinion.players === null && !team.rankings[opinion.name]) return ['RANKING_NOT_FOUND'];
    team.rankings[opinion.name] = opinion.players;
    return [];
  }
  if (model.state === 'COMPLETED' || model.state === 'CANCELLED') return ['DRAFT_OVER'];
  if (opinion.kind === 'queue') {
    team.queue = opinion.players;
    return [];
  }
  const { taste, by, slot } = opinion;
  if (by !== 0 && by !== slot) return ['NOT_YOUR_TEAM'];
  // What would have no effect is refused.
  if (taste?.options.ranking === 'other' && !team.rankings.other) return ['STRATEGY_OPTIONS_INVALID'];
  team.taste = taste;
  return [];
}
