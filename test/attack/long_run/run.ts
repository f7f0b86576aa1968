import type { Progress } from '../../../bench/scene.ts';
import { mintToken } from '../../../src/api/identity/own_tokens.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { createUser } from '../../../src/database/leagues.ts';
import { checkProcesses } from '../../chaos/checks/processes.ts';
import { checkResting } from '../../chaos/checks/resting.ts';
import { type Verdict, verdict } from '../../chaos/checks/verdict.ts';
import { Crowd } from '../../chaos/crowd.ts';
import type { Fleet } from '../../chaos/fleet.ts';
import { waitsOf } from '../../chaos/lateness.ts';
import { createLeagues } from '../../chaos/leagues.ts';
import { pick } from '../../chaos/people/pick.ts';
import { randomFrom, seedFrom } from '../../chaos/random.ts';
import { bringToRest, letPass, onStage } from '../../chaos/stage.ts';
import { newDraft, openRoster } from '../../support/drafts.ts';
import type { AttackTarget } from '../attack.ts';
import { newSource } from '../new_source.ts';
import { Assault } from './assault.ts';
import { type CpuUse, watchCpu } from './cpu.ts';
import {
  judgeAnswers,
  judgeClocks,
  judgeLateness,
  judgeMemory,
  judgeStreams,
  RECOVERED_AFTER_MS,
} from './judge.ts';
import { watchMemory } from './memory.ts';
import { type Noticed, noticedByAttack, noticedIn, type Span } from './phases.ts';
import { schedule } from './schedule.ts';

const WORKER = ['bin/draft-orchestrator.mjs', 'worker'];
/** Clocks of people who play live; about as many picks by hand as by the clock. */
const KINDS = [
  { teams: 12, rounds: 15, secondsPerPick: 12 },
  { teams: 8, rounds: 15, secondsPerPick: 8 },
  { teams: 4, rounds: 8, secondsPerPick: 20 },
];
/** The draft that attackers look at: its board makes large answers. */
const WATCHED = { teams: 16, rounds: 40, poolSize: 700, rosterSlots: openRoster(40), secondsPerPick: 86_400 };
/** The limits that everybody has who sets none: what the fleet sets for its servers is left out. */
const DEFAULT_LIMITS = {};
const ATTACKERS_ADDRESS = '127.0.0.2';
/** Longer than any run. */
const TOKEN_SECONDS = 86_400;
const CONNECTIONS = 4;
/** After the drafts were opened, before anything is measured. */
const SETTLING_MS = 5_000;

export interface LongRunOptions {
  readonly seed: number;
  /** For how long there are attacks. */
  readonly minutes: number;
  readonly drafts: number;
  /** Attacks at a time, each by a process of its own, all from one address. */
  readonly atOnce: number;
  /** For how long it is measured without an attack, before and from 5 s after all of them. */
  readonly calmSeconds: number;
  /** Names of attacks. */
  readonly attacks: readonly string[];
  /** Without it, lateness is measured and not judged: for a machine that does something else meanwhile. */
  readonly judgesLateness: boolean;
}

/** What people noticed in a phase, and what the machine did meanwhile. */
export type PhaseReport = Noticed & { readonly cpu: CpuUse | null };

export interface LongRunReport {
  readonly options: LongRunOptions;
  readonly verdicts: readonly Verdict[];
  readonly phases: Readonly<Record<'before' | 'attacked' | 'afterwards', PhaseReport>>;
  readonly byAttack: ReadonlyMap<string, Noticed>;
  readonly picks: number;
  /** What the processes said; null where it was not kept. */
  readonly logFolder: string | null;
}

/** Those around each draft have an address of their own, as households have. Loopback has many on Linux. */
function localAddressOf(draft: number): string {
  return `127.1.${Math.floor(draft / 250) % 250}.${(draft % 250) + 1}`;
}

/** Plays drafts on processes of their own, attacks the server meanwhile, and judges what those who play notice. */
export async function longRun(
  options: LongRunOptions,
  progress: Progress,
  signal?: AbortSignal,
): Promise<LongRunReport> {
  return onStage<Omit<LongRunReport, 'logFolder'>>(
    {
      ...{ name: 'attack', connections: CONNECTIONS, random: randomFrom(process.pid) },
      ...(signal ? { signal } : {}),
      keepsLogs: ({ verdicts }) => !verdicts.every((one) => one.holds),
    },
    async ({ db, startFleet }) => {
      const fleet = await startFleet({
        ...{ workers: 1, servers: 1, workerProgram: WORKER },
        ...{ clocksAreRight: true, isDirect: true, serverEnv: DEFAULT_LIMITS },
      });
      return play(db, fleet, options, progress);
    },
  );
}

async function play(
  db: ConnectionPool,
  fleet: Fleet,
  options: LongRunOptions,
  progress: Progress,
): Promise<Omit<LongRunReport, 'logFolder'>> {
  const random = randomFrom(options.seed);
  const { urls, secret } = fleet;
  const leagues = await createLeagues(db, 1, KINDS);
  const watched = await newDraft(db, WATCHED);
  const stranger = { userId: await createUser(db, 'Stranger'), isOperator: false };
  const target = {
    ...{ url: urls[0] ?? '', draftId: watched.draftId, localAddress: ATTACKERS_ADDRESS },
    token: await mintToken(secret, stranger, TOKEN_SECONDS),
    source: await newSource(db, watched),
  };
  const crowd = await Crowd.gather(
    { leagues, urls, secret, random: randomFrom(seedFrom(random)), localAddressOf, habits: [pick] },
    options.drafts,
    (open) => progress('drafts', open, options.drafts),
  );
  const [server] = fleet.of('server');
  const memory = watchMemory(() => server?.pid);
  try {
    const measured = await measure({ db, fleet, crowd, target }, options, progress);
    const left = await judgeFollowersLeft(fleet, crowd);
    const { remains, verdicts: rest, wrongEnds } = await bringToRest({ db, fleet, crowd }, 1);
    const waits = [...remains.events].flatMap(([id, history]) => waitsOf(id, history));
    const samples = { answers: crowd.notes.picks, waits, memory: memory.samples };
    const { before, attacked, calm, attacks, cpu } = measured;
    const phases = {
      before: { ...noticedIn([before], samples), cpu: cpu.before },
      attacked: { ...noticedIn([attacked], samples), cpu: cpu.attacked },
      afterwards: { ...noticedIn([calm], samples), cpu: cpu.calm },
    };
    const verdicts = [
      ...(options.judgesLateness ? judgeLateness(phases.attacked, phases.afterwards) : []),
      judgeMemory(noticedIn([{ from: 0, to: Number.POSITIVE_INFINITY }], samples)),
      judgeAnswers(crowd.notes.picks),
      judgeStreams(crowd.followers.values()),
      judgeClocks(waits),
      left,
      ...rest,
      ...checkResting(remains, crowd, waits),
      checkProcesses(wrongEnds, fleet.processes.length),
    ];
    const picks = [...remains.events.values()].flat().filter(({ kind }) => kind === 'PICKED').length;
    return { options, verdicts, phases, byAttack: noticedByAttack(attacks, samples), picks };
  } finally {
    memory.stop();
  }
}

/** What was measured when, and what the machine did meanwhile. */
async function measure(
  scene: { db: ConnectionPool; fleet: Fleet; crowd: Crowd; target: AttackTarget },
  { seed, minutes, atOnce, calmSeconds, attacks: names }: LongRunOptions,
  progress: Progress,
) {
  const { db, fleet, target } = scene;
  const pidsOf = (role: 'server' | 'worker') => fleet.of(role).flatMap(({ pid }) => pid ?? []);
  const spanOf = async (work: () => Promise<unknown>, attackerSeconds = () => 0) => {
    const from = Date.now();
    const used = await watchCpu(db, { server: pidsOf('server'), worker: pidsOf('worker') });
    await work();
    return { span: { from, to: Date.now() } satisfies Span, cpu: await used(attackerSeconds()) };
  };
  await letPass(SETTLING_MS, 'settling', progress);
  const before = await spanOf(() => letPass(calmSeconds * 1_000, 'without attacks', progress));
  const lastingMs = minutes * 60_000;
  const assault = new Assault(target, schedule(seed, lastingMs, { names, atOnce }));
  try {
    const attacked = await spanOf(
      () => Promise.all([letPass(lastingMs, 'attacked', progress), assault.over()]),
      () => assault.cpuSeconds,
    );
    await letPass(RECOVERED_AFTER_MS, 'recovering', progress);
    const calm = await spanOf(() => letPass(calmSeconds * 1_000, 'afterwards', progress));
    return {
      ...{ before: before.span, attacked: attacked.span, calm: calm.span, attacks: assault.attacked },
      cpu: { before: before.cpu, attacked: attacked.cpu, calm: calm.cpu },
    };
  } finally {
    await assault.end();
  }
}

/** Whether the server has no followers left of clients that disconnected. */
async function judgeFollowersLeft(fleet: Fleet, crowd: Crowd): Promise<Verdict> {
  const wanted = [...crowd.followers.values()].filter((follower) => !follower.isOver()).length;
  const text = await (await fetch(fleet.metricsUrls.get('server 1') ?? '')).text();
  const open = Number(/^draft_orchestrator_followers (\d+)$/m.exec(text)?.[1]);
  const what = `the server follows for ${open}`;
  // One draft may be followed by the next just now.
  return verdict(
    'what attackers opened is closed',
    Math.abs(open - wanted) <= 2 ? [] : [{ draftId: null, what }],
    `${wanted} follow`,
  );
}
