import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..');
const FORBIDDEN = join(import.meta.dirname, 'fixtures', 'architecture');
const RULES = join(ROOT, '.dependency-cruiser.mjs');
const PARTS = ['src', 'tasks', 'graphile.config.ts'];
/** The folders that may hold SQL. */
const HOLD_SQL = /^src\/(database|embedded|migrate)\//;
/** Texts that begin like a statement, fragments of statements, and things in schemas that only SQL names. */
const SQL = new RegExp(
  [
    String.raw`['"\x60]\s*(?:${[
      ...[String.raw`select\s`, String.raw`insert\s+into\s`, String.raw`update\s+\S+\s+set\s`],
      ...[String.raw`delete\s+from\s`, String.raw`with\s+\S+\s+as\s`, String.raw`(?:un)?listen\s`],
      ...[String.raw`notify\s`, String.raw`(?:begin|commit|rollback|savepoint)\b`],
      ...[String.raw`set\s+(?:local|role|session)\s`, String.raw`(?:create|alter|drop|grant|revoke)\s`],
    ].join('|')})`,
    String.raw`\bsql\x60`,
    String.raw`\b(?:app_private|graphile_worker)\.\w`,
  ].join('|'),
  'i',
);

const result = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(z.object({ module: z.string() })) })),
});

/** Runs the very tool and rules of `npm run check`. */
async function judge(folder: string): Promise<z.infer<typeof result>> {
  const tool = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [tool, '--config', RULES, '--output-type', 'json', ...PARTS];
  const output = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string }) => error);
  return result.parse(JSON.parse(output.stdout));
}

function ourFiles(folder: string): string[] {
  return PARTS.flatMap((part) =>
    part.endsWith('.ts')
      ? [part]
      : readdirSync(join(folder, part), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(part, name)),
  );
}

/** The files of a folder that hold SQL outside comments, though they may not. */
function filesWithSql(folder: string): string[] {
  return ourFiles(folder)
    .filter((file) => !HOLD_SQL.test(file))
    .filter((file) =>
      SQL.test(readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '')),
    );
}

describe('SQL', () => {
  it('is only in the folders that talk to the database', () => {
    expect(filesWithSql(ROOT)).toEqual([]);
  });

  it('is found wherever it must not be: the negative control', () => {
    expect(filesWithSql(FORBIDDEN).sort()).toEqual([
      'src/clock/holds_schema_name.ts',
      'src/events/holds_statement.ts',
      'tasks/holds_fragment.ts',
    ]);
  });
});

describe('the direction of imports', () => {
  it('is held: exactly the forbidden imports of the negative control are found', async () => {
    const { summary } = await judge(FORBIDDEN);
    const found = summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} → ${to.split('node_modules/').at(-1)}`,
    );
    expect(found.sort()).toEqual([
      'arrow-from-api: src/api/imports_main.ts → src/main.ts',
      'arrow-from-clock: src/clock/imports_orchestrator.ts → src/orchestrator/clean.ts',
      'arrow-from-database: src/database/imports_orchestrator.ts → src/orchestrator/clean.ts',
      'arrow-from-draft: src/draft/imports_strategy.ts → src/strategy/clean.ts',
      'arrow-from-embedded: src/embedded/imports_orchestrator.ts → src/orchestrator/clean.ts',
      'arrow-from-events: src/events/imports_api.ts → src/api/clean.ts',
      'arrow-from-events: src/events/imports_orchestrator.ts → src/orchestrator/clean.ts',
      'arrow-from-graphile-config: graphile.config.ts → src/clock/clean.ts',
      'arrow-from-http: src/http/imports_api.ts → src/api/clean.ts',
      'arrow-from-orchestrator: src/orchestrator/imports_events.ts → src/events/clean.ts',
      'arrow-from-orchestrator: src/orchestrator/imports_worker.ts → src/worker/clean.ts',
      'arrow-from-strategy: src/strategy/imports_telemetry.ts → src/telemetry/log.ts',
      'arrow-from-tasks: tasks/imports_database.ts → src/database/clean.ts',
      'arrow-from-telemetry: src/telemetry/imports_config.ts → src/config/config.ts',
      'arrow-from-wire: src/wire.ts → src/main.ts',
      'every-part-has-arrows: src/orphan/has_no_arrows.ts → src/draft/clean.ts',
      'no-cycles: src/draft/cycle_a.ts → src/draft/cycle_b.ts',
      'only-database-talks-to-postgres: src/orchestrator/imports_pg_type.ts → pg/esm/index.mjs',
      'resolvable: src/draft/imports_nowhere.ts → ./nowhere.ts',
      'rules-are-pure: src/draft/imports_node.ts → fs',
      'rules-are-pure: src/draft/imports_nowhere.ts → ./nowhere.ts',
      'rules-are-pure: src/draft/imports_npm.ts → zod/index.d.cts',
      'strategies-are-pure: src/strategy/imports_node.ts → fs',
      'tasks-are-thin: tasks/imports_pino.ts → pino/pino.js',
    ]);
  });

  it('is judged on every import of every file, not on what the tool happens to parse', async () => {
    const { modules } = await judge(ROOT);
    const seen = new Map(
      modules.map(({ source, dependencies }) => [source, new Set(dependencies.map((each) => each.module))]),
    );
    for (const file of ourFiles(ROOT)) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      const written = [...text.matchAll(/^(?:import|export|\})[^'`\n]*? from '([^']+)'/gm)].map((match) =>
        match[1]?.replace('node:', ''),
      );
      expect([...(seen.get(file) ?? ['the tool did not see this file'])], file).toEqual(
        expect.arrayContaining(written),
      );
    }
  });
});
