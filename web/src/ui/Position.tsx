/** The first position of a player, which gives the tint. Other names than the known ones are grey. */
export function mainPosition(positions: readonly string[] | undefined): string {
  return positions?.[0] ?? '';
}

/** Positions as a small tinted sign; the letters say what the tint says. */
export function Position({ positions }: { readonly positions: readonly string[] }) {
  return (
    <span className="position tint-strong" data-position={mainPosition(positions)}>
      {positions.join('/')}
    </span>
  );
}
