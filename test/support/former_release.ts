import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Program } from '../../src/processes/program.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The program as it was at a tag or a commit, in a folder of its own, on the packages of this one. */
export class FormerRelease {
  readonly root = mkdtempSync(join(tmpdir(), 'draft-orchestrator-former-'));
  readonly ref: string;

  constructor(ref: string) {
    this.ref = ref;
    chmodSync(this.root, 0o755);
    const archive = execFileSync('git', ['archive', '--format=tar', ref], {
      cwd: ROOT,
      maxBuffer: 1 << 29,
    });
    execFileSync('tar', ['-x', '-C', this.root], { input: archive });
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** The file of its command line. */
  get main(): string {
    return join(this.root, 'src', 'main.ts');
  }

  /** Makes its schema in an empty database. */
  async migrate(databaseUrl: string): Promise<void> {
    const env = { DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', GRAPHILE_ENV: 'production' };
    const program = new Program({ args: [this.main, 'migrate'], env, cwd: this.root });
    if ((await program.ended()) !== 0) throw new Error(`migrate of ${this.ref} failed:\n${program.said()}`);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/**
 * The release before this program, as git knows it: LAST_RELEASE of the environment, else the newest tag before this commit; null where
 * this is no clone with its tags.
 */
export function lastRelease(): string | null {
  const given = process.env['LAST_RELEASE'];
  if (given) return given;
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const [tagged] = git('tag', '--points-at', 'HEAD').split('\n');
    return git('describe', '--tags', '--abbrev=0', tagged ? 'HEAD^' : 'HEAD');
  } catch {
    return null;
  }
}
