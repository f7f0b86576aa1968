import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/players/decode_text.ts';
import { readPool } from '../../src/players/read_pool.ts';
import { readRanking } from '../../src/players/read_ranking.ts';

const LIMITS = { rows: 100, columns: 10, rowLength: 60 };
const read = (text: string) => readPool(decodeText(Buffer.from(text)), { most: 100, limits: LIMITS });
const ENDS = [
  ['line feeds', '\n'],
  ['carriage returns and line feeds', '\r\n'],
  ['carriage returns', '\r'],
] as const;

describe.each(ENDS)('the line of a row, in a file with %s,', (_what, end) => {
  const withEnds = (text: string) => text.replaceAll('\n', end);

  it('is where it begins, also behind line breaks in quotation marks', () => {
    const text = 'Name,Pos\nAnn,QB\n"Ben\n\nY",RB\n\n,QB\n"Cy",K\nDoe,';
    expect(read(withEnds(text)).rejected.map(({ line }) => line)).toEqual([3, 7, 9]);
  });

  it('is where the header begins', () => {
    const { read: report } = read(withEnds('"A title"\n\n"Player\nName","Pos"\nAnn,QB\n'));
    expect(report.format).toBe('CSV with commas, header in line 3');
  });

  it('is where one begins that is too long, for a mark that is closed far behind', () => {
    const text = `Name,Pos\n"Ben\nY",RB\n\nCy "x,K\n"Doe,QB\n${'Eve,QB\n'.repeat(20)}",K\n`;
    expect(() => read(withEnds(text))).toThrow('Line 6 has more than 60 characters');
    expect(() => read(withEnds(`"Name,Pos\n${'Eve,QB\n'.repeat(20)}"`))).toThrow('Line 1 has more than');
  });

  it.each([0, 1, 5, 17, 30, 80])('is where a mark is opened and not closed, also behind %i rows', (rows) => {
    const before = `Name,Pos\n"Ben\nY",RB\n${'Eve,QB\n'.repeat(rows)}`;
    const told = `A quotation mark is opened in line ${rows + 4} and not closed, so`;
    for (const delimiter of [',', ';', '\t', '|']) {
      for (const behind of [0, 3, 30]) {
        const text = `${before}"Doe,QB\n${'Fay,QB\n'.repeat(behind)}`.replaceAll(',', delimiter);
        expect(() => read(withEnds(text))).toThrow(told);
        expect(() => readRanking(decodeText(Buffer.from(withEnds(text))), [])).toThrow(told);
      }
    }
  });

  it('is the first one where a mark of the header is not closed', () => {
    for (const text of ['"Name,Pos\nAnn,QB\n', 'Name,"Pos\nAnn,QB\n'])
      expect(() => read(withEnds(text))).toThrow('A quotation mark is opened in line 1 and not closed');
  });
});
