import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditLine } from '../../web/src/texts/audit.ts';
import { commissioner } from '../../web/src/texts/commissioner.ts';

const FUNCTIONS = join(import.meta.dirname, '..', '..', 'migrations', 'functions');
/** A call that notes an action: its text comes right after who acts. */
const NOTED = /perform app_private\.audit(?:_endpoint)?\(\s*([^;]*);/g;
const ACTION = /'([A-Z]+(?:_[A-Z]+)+)'/g;
/** Passes on the action that its callers name. */
const PASSES_ON = 'audit_endpoint.sql';

/** The actions that a function notes, one list for each call. */
function notedBy(path: string): string[][] {
  const sql = readFileSync(join(FUNCTIONS, path), 'utf8');
  return [...sql.matchAll(NOTED)].map(([, call = '']) =>
    [...call.matchAll(ACTION)].map(([, action = '']) => action),
  );
}

describe('the audit of a draft', () => {
  const calls = globSync('**/*.sql', { cwd: FUNCTIONS })
    .filter((path) => !path.endsWith(PASSES_ON))
    .flatMap((path) => notedBy(path).map((actions) => ({ path, actions })));

  it('has words for every action that is ever noted, and for no other', () => {
    expect(calls.filter(({ actions }) => actions.length === 0)).toEqual([]);
    const noted = new Set(calls.flatMap(({ actions }) => actions));
    expect(Object.keys(commissioner.actions).sort()).toEqual([...noted].sort());
  });

  it('says how much time a pick got, and what was set otherwise', () => {
    expect(auditLine('TIME_ADDED', { seconds: -60 })).toBe('gave a pick 60 seconds less');
    expect(auditLine('SETTINGS_CHANGED', { changed: ['visibility'] })).toBe('changed who may watch');
    expect(auditLine('DRAFT_OPENED', {})).toBe('started the draft');
  });
});
