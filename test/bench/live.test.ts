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

  it('api: picks through HTTP, beside apply_pick alone', async () => {
    const { results } = await bench('api', '--drafts', '60', '--seconds', '1', '--connections', '2');
    expect(results['picks_per_second']).toBeGreaterThan(0);
    expect(results['door']).toMatchObject({ picks_per_second: expect.any(Number) });
  });

  it('relay: healthy endpoints get every event beside those that hang, fail or are slow', async () => {
    const { results } = await bench(
      'relay',
      ...[
        '--events',
        '400',
        '--endpoints',
        '5',
        '--drafts',
        '10',
        '--rate',
        '20',
        '--seconds',
        '1',
        '--warm-up',
        '0',
      ],
    );
    expect(results).toMatchObject({ lost: 0, lost_at_rate: 0, delivery_ms: { p99: expect.any(Number) } });
    expect(results['events_per_second']).toBeGreaterThan(0);
  });

  it('relay --lateness: picks go on while it catches up', async () => {
    const { results } = await bench(
      'relay',
      ...[
        '--events',
        '80',
        '--endpoints',
        '4',
        '--drafts',
        '40',
        '--rate',
        '20',
        '--seconds',
        '1',
        '--warm-up',
        '0',
        '--lateness',
      ],
    );
    expect(results).toMatchObject({ while_catching_up: { early: 0, not_picked: 0 } });
    expect(results['delivered_meanwhile']).toBeGreaterThan(0);
  });
});
