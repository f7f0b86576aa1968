// What is settled before a draft begins, in the form of a new one.
export const settled = {
  title: 'Keepers and limits',
  hint: 'Most drafts need nothing of this.',
  open: 'Keepers, picks that fall away, position limits',
  keepers: 'Keepers',
  keepersHint:
    'A player whom a team keeps costs its pick of that round, and stands on the board when the draft opens.',
  addKeeper: 'Add a keeper',
  keptPlayer: (n: number) => `Player of keeper ${n}`,
  playerPlaceholder: 'Name of the player',
  choosePlayer: 'Choose a player of the list: type a part of the name.',
  forfeits: 'Picks that fall away',
  forfeitsHint: 'Nobody picks there: for a team that has fewer picks than the others.',
  addForfeit: 'Add a pick',
  team: (title: string, n: number) => `${title} ${n}: team`,
  round: (title: string, n: number) => `${title} ${n}: round`,
  roundShort: 'Round',
  remove: (title: string, n: number) => `${title} ${n}: remove`,
  maximums: 'At most so many of a position',
  maximumsHint:
    'Counted are players of a team who play nothing else, whoever picks them. Left empty, there is no limit.',
};
