/**
 * Why somebody was picked, where their name stands in front of it already: reasons name whom they are about behind a colon, for whoever
 * reads them alone. A place in the own queue or ranking says already which of the two it was.
 */
export function reasonBeside(player: string, reason: string): string {
  return reason
    .replace(`: ${player}`, '')
    .replace(/^From the team's (queue|ranking)\. (?=Number \d+ of your \1\.)/, '');
}
