import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../../bench/statistics.ts';
import type { Attack, AttackTarget } from './attack.ts';

const PICK = `mutation ($d: UUID!, $n: Int!, $p: ID!) {
  makePick(draftId: $d, pickNumber: $n, playerId: $p) { repeated draft { currentPick } }
}`;
/** A person picks, and opens a connection of their own for it, every so many milliseconds. */
const EVERY_MS = 50;
const MEGABYTE = 1_024;

/** The draft in which somebody picks by hand while others attack; it needs a pick for every 50 ms. */
export interface Picking {
  readonly draftId: string;
  readonly players: readonly number[];
  /** A token of its commissioner. */
  readonly token: string;
}

/** What people who attack nobody noticed of an attack. */
export interface Noticed {
  /** How long picks by hand took, in milliseconds. */
  readonly picks: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly picked: number;
  /** What was answered but with a pick; each is a fault. */
  readonly failures: readonly string[];
  /** The largest resident size of the server, in MiB. */
  readonly memory: number;
  /** After the attack, until a pick took less than 100 ms again, in milliseconds. */
  readonly recovered: number;
}

/** Picks by hand beside an attack that lasts so many milliseconds, each on a connection of its own, from another address. */
export async function noticed(
  attack: Attack,
  target: AttackTarget,
  { forMs, pid, random }: { forMs: number; pid: number; random: () => number },
  picking: Picking,
): Promise<Noticed> {
  const stopping = new AbortController();
  const took: number[] = [];
  const failures: string[] = [];
  let memory = 0;
  let next = 1;
  const pick = async () => {
    const started = performance.now();
    const number = next;
    next += 1;
    try {
      await pickOnce(target.url, picking, number);
    } catch (error) {
      failures.push(String(error));
    }
    const ms = performance.now() - started;
    memory = Math.max(memory, residentOf(pid));
    return ms;
  };
  // What the first picks cost is not the attack's.
  for (let n = 0; n < 10; n += 1) await pick();
  const attacking = attack.run(target, { signal: stopping.signal, random });
  const until = performance.now() + forMs;
  while (performance.now() < until) {
    took.push(await pick());
    await sleep(EVERY_MS);
  }
  stopping.abort();
  const ended = performance.now();
  await attacking;
  while ((await pick()) > 100) await sleep(EVERY_MS);
  const recovered = performance.now() - ended;
  const { p50, p99, max } = percentiles(took);
  return { picks: { p50, p99, max }, picked: took.length, failures, memory, recovered };
}

/** Throws what came instead of the pick. */
function pickOnce(url: string, { draftId, players, token }: Picking, number: number): Promise<void> {
  const variables = { d: draftId, n: number, p: players[number - 1] };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, agent: new Agent(), localAddress: '127.0.0.1' };
    const asking = request(`${url}/graphql`, options, async (response) => {
      try {
        const body = (await response.setEncoding('utf8').toArray()).join('');
        if (response.statusCode === 200 && !body.includes('"errors"')) resolve();
        else reject(new Error(`${response.statusCode} ${body.slice(0, 300)}`));
      } catch (error) {
        reject(error);
      }
    });
    asking.on('error', reject);
    asking.end(JSON.stringify({ query: PICK, variables }));
  });
}

/** The resident size of a process, in MiB; only Linux has it. */
function residentOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / MEGABYTE;
}
