import { describe, expect, it } from 'vitest';
import { runBench } from '../../bench/bench.ts';
import { createEmptyDatabase } from '../support/test_database.ts';

async function bench(...args: string[]) {
  const database = await createEmptyDatabase();
  try {
    const said: string[] = [];
    const report = await runBench([...args, '--database-url', database.url], (what) => said.push(what));
    expect(said.length).toBeGreaterThan(0);
    return report;
  } finally {
    await database.drop();
  }
}

describe('the benches', () => {
  it('lateness: the alarm is on time; without the plugin, as stock, most picks are late', async () => {
    const { results } = await bench(
      'lateness',
      ...['--drafts', '60', '--rate', '20', '--seconds', '2', '--warm-up', '1', '--vs-stock'],
    );
    expect(results).toMatchObject({ early: 0, not_picked: 0 });
    expect(results['picks']).toBeGreaterThan(30);
    // No timed test: two worlds apart. Stock looks every two seconds, so it finds about one in twenty within 100 ms.
    expect(results['within_100ms']).toBeGreaterThan(0.5);
    expect((results['stock'] as { within_100ms: number }).within_100ms).toBeLessThan(0.5);
  });

  it('herd: all are picked for, cold and warm', async () => {
    const { results } = await bench('herd', '--drafts', '40');
    expect(results['drained_ms']).toBeGreaterThan(0);
    expect(results['rings']).toBeLessThan(40);
  });

  it('says how it is used when the name is unknown', async () => {
    await expect(bench('nonsense')).rejects.toThrow('npm run bench');
  });
});
