// A strategy of one's own: it pairs the team's quarterback with those who catch his passes. A module without any import, listed under
// draft.strategies in graphile.config.mjs; docs/strategies.md goes through it step by step.

export default {
  name: 'stack',
  description:
    'Receivers and tight ends of the pro team of its quarterback, where they are not far from the best player left.',
  // JSON Schema, or a zod object: forms are drawn from it, and options are checked by it before choose sees them.
  options: {
    type: 'object',
    properties: {
      reach: {
        type: 'integer',
        minimum: 0,
        maximum: 200,
        default: 15,
        description: 'How many places after the best player left such a player is still taken.',
      },
    },
  },
  // Called for each auto-pick of the team; it has a fifth of a second. Null: nobody, and the standard strategy decides.
  choose({ roster, available, fits }, { reach }) {
    const teams = roster.filter(({ positions }) => positions.includes('QB')).map(({ proTeam }) => proTeam);
    const best = available.find(fits);
    const partner = available.find(
      (player) =>
        teams.includes(player.proTeam) &&
        player.positions.some((position) => position === 'WR' || position === 'TE') &&
        player.rank <= best.rank + reach &&
        fits(player),
    );
    if (!partner) return null;
    return {
      playerId: partner.id,
      strategy: 'stack',
      // Everybody may read it; `privateReason` beside it would be for the team alone.
      reason: `Plays with the team's quarterback for ${partner.proTeam}: ${partner.name} (rank ${partner.rank}).`,
    };
  },
};
