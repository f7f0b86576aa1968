/**
 * Why somebody was picked, where their name stands in front of it already: reasons name whom they are about behind a colon, for whoever
 * reads them alone.
 */
export function reasonBeside(player: string, reason: string): string {
  return reason.replace(`: ${player}`, '');
}
