import { defineConfig } from 'vitest/config';
import { LastLineReporter } from './test/support/last_line_reporter.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/fixtures/**'],
    globalSetup: ['test/support/global_setup.ts'],
    reporters: ['default', new LastLineReporter()],
    // Tests send signals and change working directories: that needs processes, not threads.
    pool: 'forks',
    // Two cores, shared with PostgreSQL.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test that leaves a handle open must not keep the run alive.
    teardownTimeout: 5_000,
  },
});
