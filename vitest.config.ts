import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LastLineReporter } from './test/support/last_line_reporter.ts';

// Each test file has a process of its own, and so has each program that it starts: they compile the same packages again and again.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'tests');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/fixtures/**'],
    globalSetup: ['test/support/global_setup.ts'],
    reporters: ['default', new LastLineReporter()],
    // Tests send signals and change working directories: that needs processes, not threads.
    pool: 'forks',
    // On two cores, shared with PostgreSQL: some tests wait for a time that must pass.
    maxWorkers: 3,
    // Several times as long as the slowest takes on a machine that does nothing else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A test that leaves a handle open must not keep the run alive.
    teardownTimeout: 5_000,
  },
});
