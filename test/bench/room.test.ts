import { describe, expect, it } from 'vitest';
import { benchReport } from '../support/run_bench.ts';
import { CHROMIUM, PATIENTLY } from '../web/support/browser.ts';

const bench = (...args: string[]) => benchReport(args, () => undefined);

describe.skipIf(CHROMIUM === null)('the benches of the draft room', PATIENTLY, () => {
  it('room: every pick is painted, beside others that follow', async () => {
    const { results } = await bench(
      'room',
      '--subscribers',
      '2',
      '--rate',
      '4',
      '--seconds',
      '2',
      '--runs',
      '2',
    );
    expect(results).toMatchObject({ picks: 8, never_painted: 0, painted_ms: { p50: expect.any(Number) } });
    expect(results['usable_ms']).toBeGreaterThan(0);
  });

  it('room-long: events of hours, and a search of many players', async () => {
    const { results } = await bench('room-long', '--rate', '20', '--seconds', '2');
    expect(results).toMatchObject({ events: 40, players: 2_500, search_ms: { p50: expect.any(Number) } });
    expect(results['heap_mb']).toMatchObject({ after_all: expect.any(Number) });
  });
});
