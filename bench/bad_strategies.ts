import type { StrategyContext } from '../src/strategy/strategy.ts';

const GIGABYTE = 2 ** 30;
const EIGHT_BYTES = 8;

/** A strategy of each kind of fault. Whatever they do, only their own drafts may notice. */
const faults: Readonly<Record<string, (context: StrategyContext) => unknown>> = {
  throws() {
    throw new Error('a bench throws');
  },
  loops() {
    for (;;);
  },
  eats() {
    const eaten: number[][] = [];
    while (eaten.length < GIGABYTE / EIGHT_BYTES) eaten.push(new Array<number>(1_000).fill(1.5));
    return eaten.length;
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
