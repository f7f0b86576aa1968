import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { watchOutput } from '../src/command_line/output.ts';
import { readSqlFiles, type SqlFile } from '../src/migrate/files.ts';
import { type Statement, statementsOf } from '../src/migrate/statements.ts';

const FOLDER = join(import.meta.dirname, '..', 'migrations');
const CONFIG = join(import.meta.dirname, '..', '.squawk.toml');
/** Older migrations were there before the rule, and migrations are never edited. */
const FIRST_LINTED = '000080';

/**
 * Tables that have rows for each pick, or that every pick locks: what reads or locks one of them as a whole stops drafts. All others have
 * few rows, or nobody waits for them.
 */
const BIG = ['drafts', 'draft_slots', 'picks', 'draft_events', 'queue_entries', 'pick_reasons'];
const BIG_TABLE = new RegExp(
  `\\b(?:on|table|table only|table if exists)\\s+app_public\\.(?:${BIG.join('|')})\\b`,
  'i',
);
/** Rules of squawk about how long a statement takes: only for big tables. */
const ABOUT_SIZE = [
  'constraint-missing-not-valid',
  'require-concurrent-index-creation',
  'adding-foreign-key-constraint',
  'disallowed-unique-constraint',
  'adding-not-nullable-field',
];

/** What the processes of the release before would miss while they go on, and squawk does not look for. */
const OWN_RULES: readonly { rule: string; found: RegExp; says: string }[] = [
  {
    rule: 'ban-drop-routine',
    found: /^drop\s+(?:function|procedure|routine|aggregate|view|type)\b/i,
    says: 'The processes of the release before still use it. Give the new one another name or other arguments, and remove the file of the old one: it is dropped one release later.',
  },
  {
    rule: 'ban-rename',
    found: /^alter\s+(?:function|procedure|routine|type|schema|view)\b[\s\S]*\brename\b/i,
    says: 'The processes of the release before still use the old name. Add the new one beside it.',
  },
  {
    rule: 'ban-truncate',
    found: /^truncate\b/i,
    says: 'It locks the table, and its rows are gone. Delete in batches.',
  },
];
const IGNORE = /--\s*squawk-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*(?::\s*(.*))?$/;

/** Something in a migration that the rule forbids. */
export interface Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly says: string;
}

const reported = z.array(
  z.object({ line: z.number(), message: z.string(), help: z.string().nullable(), rule_name: z.string() }),
);

/**
 * Judges migrations by the rule "expand, then contract": a migration takes nothing away that the release before uses, and locks nothing for
 * long that a pick needs. `-- squawk-ignore RULE: why` in front of a statement allows it.
 */
export function lintMigrations(files: readonly SqlFile[]): Finding[] {
  return files.flatMap((file) => {
    const statements = statementsOf(file.sql);
    return [...squawk(file, statements), ...own(file, statements)].sort((a, b) => a.line - b.line);
  });
}

function squawk({ name, sql }: SqlFile, statements: readonly Statement[]): Finding[] {
  const transaction = /^-- no transaction\b/.test(sql) ? ['--no-assume-in-transaction'] : [];
  const program = fileURLToPath(import.meta.resolve('squawk-cli/js/bin/squawk'));
  const how = ['--config', CONFIG, '--reporter', 'json', '--stdin-filepath', name, ...transaction];
  const input = sql.split('\n').map(withoutOurs).join('\n');
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...how], { input, encoding: 'utf8' });
  if (stdout === '') throw new Error(`squawk could not be run: ${stderr}`);
  return reported.parse(JSON.parse(stdout)).flatMap(({ line, message, help, rule_name }) => {
    const statement = statements.find(({ lines: [first, last] }) => first <= line && line <= last);
    const isSmall = ABOUT_SIZE.includes(rule_name) && !BIG_TABLE.test(statement?.text ?? '');
    return isSmall ? [] : [{ file: name, line: line + 1, rule: rule_name, says: [message, help].join(' ') }];
  });
}

/** A comment that allows something, without what squawk does not know: the reason, and rules of our own. */
function withoutOurs(line: string): string {
  const [, rules] = IGNORE.exec(line) ?? [];
  if (rules === undefined) return line;
  const known = rules.split(',').filter((name) => !OWN_RULES.some(({ rule }) => rule === name.trim()));
  return known.length === 0 ? '--' : `-- squawk-ignore ${known.join(',')}`;
}

function own({ name, sql }: SqlFile, statements: readonly Statement[]): Finding[] {
  const lines = sql.split('\n');
  const findings: Finding[] = [];
  lines.forEach((line, at) => {
    const [found, , why] = IGNORE.exec(line) ?? [];
    if (found !== undefined && !why)
      findings.push({ file: name, line: at + 1, rule: 'say-why', says: 'Say why behind a colon.' });
  });
  for (const {
    text,
    lines: [first],
  } of statements) {
    const ignored = IGNORE.exec(lines[first - 1] ?? '')?.[1] ?? '';
    for (const { rule, found, says } of OWN_RULES) {
      if (found.test(text) && !ignored.includes(rule))
        findings.push({ file: name, line: first + 1, rule, says });
    }
  }
  return findings;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  watchOutput();
  const { migrations } = await readSqlFiles(FOLDER);
  const linted = migrations.filter(({ name }) => name >= FIRST_LINTED);
  const findings = lintMigrations(linted);
  for (const { file, line, rule, says } of findings)
    process.stdout.write(`migrations/${file}:${line}: ${rule}: ${says}\n`);
  process.stdout.write(
    findings.length === 0
      ? `Migrations: ${linted.length} of ${migrations.length} take nothing from the release before (older ones were there before the rule).\n`
      : 'docs/releases.md says how to change a schema while two releases use it.\n',
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
}
