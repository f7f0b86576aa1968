import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { RoleNames } from '../../src/migrate/roles.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { asAdmin } from './test_server.ts';

/** A migrations folder of a test's own; `null` as a file's text removes it. */
export class MigrationFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'draft-orchestrator-migrations-'));

  constructor(files: Readonly<Record<string, string>>) {
    this.write(files);
  }

  write(files: Readonly<Record<string, string | null>>): void {
    for (const [name, sql] of Object.entries(files)) {
      const path = join(this.path, name);
      mkdirSync(dirname(path), { recursive: true });
      if (sql === null) rmSync(path);
      else writeFileSync(path, sql);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Roles that only this test uses; a server has one set of roles for all its databases. */
export class TestRoles {
  readonly #made: string[] = [];

  /** A name for a role, which need not exist; it is dropped in the end. */
  name(kind: string): string {
    const name = `${inject('databasePrefix')}${process.pid}_${this.#made.length}_${kind}`;
    this.#made.push(name);
    return name;
  }

  pair(): RoleNames {
    return { api: this.name('api'), visitor: this.name('visitor') };
  }

  /** A role that may log in and nothing else: its name, and `url` with it in the place of the user. */
  async login(url: string): Promise<{ name: string; url: string }> {
    const name = this.name('login');
    await asAdmin(inject('adminUrl'), async (client) => {
      await client.query(`create role ${name} login password 'secret'`);
      // Where creating a role does not include becoming it, databases could not be given to it.
      await client.query(`grant ${name} to current_user`);
    });
    const changed = new URL(url);
    changed.username = name;
    changed.password = 'secret';
    return { name, url: changed.href };
  }

  async dropAll(): Promise<void> {
    await asAdmin(inject('adminUrl'), async (client) => {
      for (const name of this.#made.reverse())
        await client.query(`drop role if exists ${pg.escapeIdentifier(name)}`);
    });
  }
}

/** A log that keeps its messages, and lets a test wait for one. */
export function rememberingLog() {
  const messages: string[] = [];
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  const remember = (line: string) => {
    lines.push(line);
    messages.push(String(JSON.parse(line).msg));
    for (const wake of waiting.splice(0)) wake();
  };
  const log = createLog('debug', { write: remember });
  const until = async (pattern: RegExp): Promise<void> => {
    while (!messages.some((message) => pattern.test(message))) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  return { log, messages, lines, until };
}
