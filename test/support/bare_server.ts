import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { asAccount, chooseAccount } from '../../src/embedded/account.ts';
import { findBinaries } from '../../src/embedded/binaries.ts';
import { DATABASE, layoutOf, OWNER, readText, SUPERUSER, urlOf } from '../../src/embedded/layout.ts';
import { memoryHere, serverSettings } from '../../src/embedded/settings.ts';
import { asAdmin } from './test_server.ts';
import { until } from './until.ts';

/** What a server is started on. */
export interface BareOptions {
  /** A DATA_DIR that was made before. */
  readonly dataDir: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The PostgreSQL of a DATA_DIR, started as an operator would start it: nobody adopts it, looks after it or stops it. */
export class BareServer {
  readonly dataDir: string;
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor({ dataDir, port }: BareOptions, process: ChildProcess) {
    this.dataDir = dataDir;
    this.port = port;
    this.#process = process;
  }

  /** Waits until it can be read, after whatever recovery it needs. */
  static async start(options: BareOptions): Promise<BareServer> {
    const { dataDir, port, settings = {} } = options;
    const { folder, logFile } = layoutOf(dataDir);
    const { postgres } = await findBinaries();
    const values = Object.entries({ ...serverSettings(memoryHere()), ...settings, port: String(port) });
    const output = openSync(logFile, 'a');
    const process = spawn(
      postgres,
      ['-D', folder, ...values.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...asAccount(chooseAccount(folder)), cwd: dataDir, stdio: ['ignore', output, output] },
    );
    const server = new BareServer(options, process);
    await until(() =>
      asAdmin(server.superuserUrl, () => Promise.resolve(true)).catch(() => {
        if (process.exitCode === null) return undefined;
        throw new Error(`PostgreSQL did not start:\n${readText(logFile)}`);
      }),
    );
    return server;
  }

  /** As the owner of the database. */
  get url(): string {
    return urlOf(OWNER, this.#password, this.port, DATABASE);
  }

  get superuserUrl(): string {
    return urlOf(SUPERUSER, this.#password, this.port, DATABASE);
  }

  /** Ends it without any time to tidy up; its files stay. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGQUIT');
    await ended;
  }

  get #password(): string {
    return readText(layoutOf(this.dataDir).passwordFile) ?? '';
  }
}
