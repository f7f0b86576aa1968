import type { StrategyContext } from '../src/strategy/strategy.ts';

/** A strategy of each kind of fault. Whatever they do, only their own drafts may notice. */
const faults: Readonly<Record<string, (context: StrategyContext) => unknown>> = {
  throws() {
    throw new Error('a bench throws');
  },
  loops() {
    for (;;);
  },
  eats() {
    // Large arrays: Node.js 26.10 ends no loop that fills small ones, whatever its limits (docs/strategies.md).
    const eaten: number[][] = [];
    for (;;) eaten.push(new Array<number>(10_000).fill(eaten.length));
  },
  names_nobody: () => ({ playerId: -1, strategy: 'names_nobody', reason: 'Nobody.' }),
  takes_taken: ({ roster: [first] }) => ({
    playerId: first?.id ?? -1,
    strategy: 'takes_taken',
    reason: 'Mine.',
  }),
  promises: async () => null,
};

export const NAMES = Object.keys(faults);

export default NAMES.map((name) => ({ name, description: `It ${name}.`, choose: faults[name] }));
