import { Program } from '../../src/processes/program.ts';
import { until } from './until.ts';

/** Starts a program of this project with the Node that runs the tests; `env` is its environment besides PATH and HOME. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  return new Program({ args, env });
}

/** Starts a worker process on a database and waits until it looks for jobs. */
export async function startWorker(url: string): Promise<Program> {
  const worker = startProgram(['src/main.ts', 'worker'], { DATABASE_URL: url, LOG_LEVEL: 'info' });
  await worker.untilReady();
  return worker;
}

/** Waits until a process answers GraphQL: the address of its server, without a path. Throws where it is no server. */
export async function addressOf(program: Program): Promise<string> {
  const { url } = await program.untilReady();
  if (url === undefined) throw new Error(`It is ready and has no address:\n${program.said()}`);
  return new URL(url).origin;
}

/** Waits until a process is ready: where its metrics are. Throws where it was started without METRICS_PORT. */
export async function metricsOf(program: Program): Promise<string> {
  const { metricsUrl } = await program.untilReady();
  if (metricsUrl === undefined) throw new Error(`It is ready and serves no metrics:\n${program.said()}`);
  return metricsUrl;
}

/** Waits until a server says, in its metrics, that so many follow drafts through it. */
export async function untilFollowed(metricsUrl: string, count: number): Promise<void> {
  await until(async () => {
    const text = await (await fetch(metricsUrl)).text();
    return text.includes(`draft_orchestrator_followers ${count}\n`) || undefined;
  });
}
