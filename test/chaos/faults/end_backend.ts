import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagedProcess, Role } from '../managed_process.ts';
import { patiently } from '../patiently.ts';
import { oneOf, type Random } from '../random.ts';
import type { Fault, Injury, Scene } from '../scene.ts';
import type { Held } from '../tcp_proxy.ts';
import { COMPLETION, PICK } from '../wire.ts';
import { ringUntil } from './ring_jobs.ts';

/** A moment that has not come after so long is given up. */
const COMES_WITHIN_MS = 5_000;
const LISTENING = 'draft-orchestrator events';
const READ = '{"query":"{ drafts(first: 3) { nodes { rowId state } } }"}';

/** When a connection is ended: while its process sends a statement that has this in its text or name. */
interface Moment {
  readonly name: string;
  readonly role: Role;
  readonly asks: string;
  /** Causes the moment, where it does not come by itself. */
  provoke?(scene: Scene, victim: ManagedProcess, random: Random, hasCome: () => boolean): Promise<unknown>;
}

const listenAnew: Moment['provoke'] = ({ db }, { proxy }) =>
  endOne(db, `application_name = '${LISTENING}'`, proxy.serverPorts);

/** One for each thing that a process does on each of its pools. */
const MOMENTS: readonly Moment[] = [
  {
    name: 'a completion',
    role: 'worker',
    asks: COMPLETION,
    provoke: (scene, _victim, random, hasCome) => ringUntil(scene, random, hasCome),
  },
  { name: 'a ring', role: 'worker', asks: PICK },
  { name: 'a tick', role: 'worker', asks: 'app_private.tick(' },
  { name: 'a prepare', role: 'worker', asks: 'app_private.read_contexts(' },
  { name: 'an announcement', role: 'worker', asks: 'pg_notify(' },
  { name: 'a LISTEN', role: 'worker', asks: 'listen ', provoke: listenAnew },
  { name: 'a registration', role: 'worker', asks: 'app_private.register_process(', provoke: listenAnew },
  { name: 'a pick by hand', role: 'server', asks: PICK },
  { name: 'a LISTEN', role: 'server', asks: 'listen ', provoke: listenAnew },
  { name: 'a reading of news', role: 'server', asks: 'app_private.read_news(' },
  { name: 'a query', role: 'server', asks: '"app_public"."drafts"', provoke: read },
];

/**
 * One connection to the database is ended by the server: of one process, at a chosen moment, before its statement arrives there or
 * while it runs; or while it is idle.
 */
export const endBackend: Fault = {
  name: 'backend ended',
  counted: 'backends ended',
  inject(scene, random) {
    const moment = oneOf(random, [...MOMENTS, null]);
    const role = moment?.role ?? null;
    return scene.fleet.withOne(random, role, scene.signal, (victim) =>
      moment ? endDuring(scene, victim, moment, random) : endIdle(scene, victim, random),
    );
  },
};

async function endDuring(
  scene: Scene,
  victim: ManagedProcess,
  moment: Moment,
  random: Random,
): Promise<Injury | null> {
  const isDuring = random() < 0.5;
  const came = Promise.withResolvers<Held>();
  let hasCome = false;
  const giveUp = victim.proxy.hold(moment.asks, (held) => {
    hasCome = true;
    came.resolve(held);
  });
  // It may need the database, which another fault may have stopped: then the moment does not come.
  void moment.provoke?.(scene, victim, random, () => hasCome).catch(() => undefined);
  const held = await Promise.race([came.promise, sleep(COMES_WITHIN_MS, null)]);
  giveUp();
  if (held === null) return null;
  const from = Date.now();
  if (isDuring) held.release();
  const ended = await endOne(scene.db, 'true', [held.port]).finally(() => isDuring || held.release());
  if (ended === null) return null;
  return { what: `${ended} of ${victim.name}, ${isDuring ? 'during' : 'before'} ${moment.name}`, from };
}

/** Every pool has a turn, however many connections it has. */
async function endIdle(
  { db }: Scene,
  { name, proxy }: ManagedProcess,
  random: Random,
): Promise<Injury | null> {
  const ports = proxy.serverPorts;
  const { rows } = await patiently(() =>
    db.query<{ pool: string }>(
      `select distinct application_name as pool from pg_stat_activity
        where client_port = any ($1) and datname = current_database() and state = 'idle' order by 1`,
      [ports],
    ),
  );
  const pool = oneOf(random, rows)?.pool;
  if (pool === undefined) return null;
  const ended = await endOne(db, `state = 'idle' and application_name = ${quoted(pool)}`, ports);
  return ended === null ? null : { what: `${ended} of ${name}, idle` };
}

/** Ends the oldest connection of these for which a condition holds: what it was called, null where there is none. */
async function endOne(db: Scene['db'], condition: string, ports: readonly number[]): Promise<string | null> {
  const { rows } = await patiently(() =>
    db.query<{ pool: string }>(
      `select pool, pg_terminate_backend(pid) from (
         select pid, application_name as pool from pg_stat_activity
          where client_port = any ($1) and datname = current_database() and ${condition}
          order by backend_start limit 1) as chosen`,
      [ports],
    ),
  );
  return rows[0] ? rows[0].pool || 'a connection without a name' : null;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Lets a server read; whether it can answer is not the question here. */
async function read({ fleet }: Scene, victim: ManagedProcess): Promise<unknown> {
  const url = fleet.urls[fleet.of('server').indexOf(victim)];
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(COMES_WITHIN_MS);
  return fetch(`${url}/graphql`, { method: 'POST', headers, body: READ, signal });
}
