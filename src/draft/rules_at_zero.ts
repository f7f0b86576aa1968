/** What happens when the clock of a pick, its bank included, has run out. SQL carries it out: `act_at_zero`. */
export const RULES_AT_ZERO = {
  AUTO_PICK: 'The service picks for the team.',
  SKIP: 'The pick is passed over, and the team may make it up while the draft is in progress.',
  WAIT: 'The team stays on the clock without a deadline; its pick is taken whenever it comes.',
} as const;

/** One of {@link RULES_AT_ZERO}. */
export type RuleAtZero = keyof typeof RULES_AT_ZERO;
