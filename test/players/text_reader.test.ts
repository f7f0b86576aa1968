import { afterAll, describe, expect, it } from 'vitest';
import { ImportError } from '../../src/players/import_error.ts';
import { TextReader, TooManyTexts } from '../../src/players/text_reader.ts';

const reader = new TextReader();
afterAll(() => reader.close());

const read = (csv: string) => reader.read({ kind: 'POOL', csv, columns: {} });

/** Texts that would take minutes, or gigabytes, if they were read whole. */
const HOSTILE = {
  'a column for each entry': JSON.stringify(
    Array.from({ length: 20_000 }, (_, n) => ({ [`k${n}`]: 1, name: 'A', positions: 'QB' })),
  ),
  'rows without an end': `name,pos\n${'A,QB\n'.repeat(190_000)}`,
  'a row without an end': `name,pos\n${';,|\t'.repeat(240_000)}`,
  'quotes that never close': `name,pos\n${'"a,b\n'.repeat(190_000)}`,
  'a header without an end': Array.from({ length: 100_000 }, (_, n) => `h${n}`).join(','),
  'nothing but brackets': '['.repeat(900_000),
};

describe('texts that people send', () => {
  it('are read one after the other, whatever becomes of those before', async () => {
    const asked = ['name,pos\nAnn,QB\n', '', 'name,pos\nBob,RB\nCy,K\n'].map(read);
    const [first, second, third] = await Promise.allSettled(asked);
    expect(first).toMatchObject({ value: { players: [{ name: 'Ann' }] } });
    expect(second).toMatchObject({ reason: { name: 'ImportError' } });
    expect(third).toMatchObject({ value: { players: [{ name: 'Bob' }, { name: 'Cy' }] } });
  });

  it.each(Object.entries(HOSTILE))('are refused in a sentence where they are %s', async (_what, csv) => {
    const before = performance.now();
    await expect(read(csv)).rejects.toBeInstanceOf(ImportError);
    // Not a measurement: whole, the first takes minutes.
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  it('may wait, but not too many of them', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 30 }, () => read('name,pos\nAnn,QB\n')));
    const refused = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toHaveLength(10);
    for (const reason of refused) expect(reason).toBeInstanceOf(TooManyTexts);
  });

  it('are read again after the thread ended', async () => {
    reader.close();
    expect((await read('name,pos\nAnn,QB\n')).players).toHaveLength(1);
  });
});
