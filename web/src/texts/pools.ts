// Players of one's own: pasted or dropped, looked at, imported.
import { count, when, whenExactly } from './format.ts';
import { sentence } from './sentence.ts';

export const pools = {
  title: 'Import players',
  open: 'Import players',
  lead: 'Paste a list, or drop a file: CSV from any ranking site, or a spreadsheet’s cells. One line a player, with a name and a position.',
  text: 'The list',
  placeholder: 'Rank,Name,Pos,Team,Bye\n1,Ja’Marr Chase,WR,CIN,10\n2,Bijan Robinson,RB,ATL,5',
  file: 'Choose a file',
  drop: 'or drop one on the list',
  /** Of several pools of one name. */
  importedAt: (name: string, at: string) => `${name}, imported ${when(at)}`,
  importedExactlyAt: (name: string, at: string) => `${name}, imported ${whenExactly(at)}`,
  name: 'Name of the pool',
  namePlaceholder: 'My rankings of August',
  reading: 'Reading the list …',
  found: (n: number, format: string) => `${count(n, 'player')} found. Read as ${format}.`,
  ranked: (by: string) => `Ranked by “${by}”.`,
  rankedByOrder: 'Ranked in the order of the list.',
  unused: (headers: string) => sentence(`Nothing was read from: ${headers}`),
  rejected: (n: number) => `${count(n, 'line is', 'lines are')} no player:`,
  line: (n: number) => `Line ${n}`,
  moreRejected: (n: number) => `and ${n} more`,
  skip: 'Leave these lines out',
  first: (shown: number, of: number) => (shown < of ? `The first ${shown} of ${of}` : count(of, 'player')),
  columns: { rank: 'Rank', name: 'Name', positions: 'Position', proTeam: 'Team', byeWeek: 'Bye' } as const,
  import: (n: number) => `Import ${count(n, 'player')}`,
  importNothing: 'Import',
  /** Why nothing can be imported yet. */
  noList: 'Put a list in first.',
  noPlayers: 'Nothing of the list can be imported yet: see above.',
  notSkipped: 'Some lines are no player: mend them, or switch on “Leave these lines out”.',
  done: (n: number, name: string) => `${name} has ${count(n, 'player')}.`,
  tooLarge:
    'The file is larger than a megabyte. Leave out columns that are not needed, or players nobody drafts.',
};
