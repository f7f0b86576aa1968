import { describe, expect, it } from 'vitest';
import { benchReport } from '../support/run_bench.ts';

const bench = (...args: string[]) => benchReport(args, () => undefined);

describe('the benches of live events and of the API', () => {
  it('fanout: every subscriber sees every pick once, over both transports and two servers', async () => {
    const { results } = await bench(
      'fanout',
      ...['--subscribers', '12', '--drafts', '3', '--rate', '6', '--seconds', '2', '--warm-up', '1'],
      ...['--servers', '2', '--transport', 'both'],
    );
    expect(results).toMatchObject({ missed: 0, repeated: 0, out_of_order: 0, expected: 48, subscribers: 12 });
    expect(results['received']).toBeGreaterThanOrEqual(48);
  });

  it('fanout: fails with a message where its drafts have too few picks', async () => {
    const asked = bench('fanout', '--drafts', '1', '--rate', '100', '--seconds', '10');
    await expect(asked).rejects.toThrow(/use --rate 12 or less, or more --drafts/);
  });

  it('api: picks through HTTP, beside apply_picks alone', async () => {
    const { results } = await bench('api', '--drafts', '60', '--seconds', '1', '--connections', '2');
    expect(results['picks_per_second']).toBeGreaterThan(0);
    expect(results['door']).toMatchObject({ picks_per_second: expect.any(Number) });
  });
});
