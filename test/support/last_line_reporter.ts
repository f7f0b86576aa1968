import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Makes `N passed, N failed` the last line of a run, for CI. A file that could not be loaded and an error outside of any
 * test count as one failure each. Written when the process exits: nothing can come after it, and a run that broke off says
 * so instead of saying nothing.
 */
export class LastLineReporter implements Reporter {
  #passed = 0;
  #failed = 1;

  onInit(): void {
    process.once('exit', () => writeSync(1, `${this.#passed} passed, ${this.#failed} failed\n`));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const brokenFiles = modules.filter((module) => module.errors().length > 0);
    const brokenSuites = modules.flatMap((module) =>
      [...module.children.allSuites()].filter((suite) => suite.errors().length > 0),
    );
    this.#passed = tests.filter((test) => test.result().state === 'passed').length;
    this.#failed =
      tests.filter((test) => test.result().state === 'failed').length +
      brokenFiles.length +
      brokenSuites.length +
      unhandledErrors.length;
    if (this.#passed + this.#failed === 0) this.#failed = 1;
  }
}
