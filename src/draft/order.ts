/** The order in which the slots pick. A custom order lists the slots of each round, the first round first. */
export type DraftOrder =
  | { readonly kind: 'SNAKE' }
  | { readonly kind: 'LINEAR' }
  | { readonly kind: 'REVERSAL'; readonly fromRound: number }
  | { readonly kind: 'CUSTOM'; readonly rounds: readonly (readonly number[])[] };

/** A place on the board: round and slot, both from 1. */
export interface Place {
  readonly round: number;
  readonly slot: number;
}

/**
 * Who picks: the round and the slot of a pick number, from 1. Linear counts up in each round; snake turns round in every
 * even one; reversal is a snake whose direction flips once more from a round on (the known one is the third-round
 * reversal: with 12 teams slot 1 picks 1, 24, 36, 37, 60). Throws a RangeError for a pick that a custom order does not list.
 */
export function slotOfPick(order: DraftOrder, teams: number, pickNumber: number): Place {
  const round = Math.ceil(pickNumber / teams);
  const index = ((pickNumber - 1) % teams) + 1;
  if (order.kind === 'CUSTOM') {
    const slot = order.rounds[round - 1]?.[index - 1];
    if (slot === undefined) throw new RangeError(`The custom order has no pick ${pickNumber}`);
    return { round, slot };
  }
  return { round, slot: runsBackwards(order, round) ? teams + 1 - index : index };
}

function runsBackwards(order: Exclude<DraftOrder, { kind: 'CUSTOM' }>, round: number): boolean {
  if (order.kind === 'LINEAR') return false;
  const isEven = round % 2 === 0;
  return order.kind === 'REVERSAL' && round >= order.fromRound ? !isEven : isEven;
}
