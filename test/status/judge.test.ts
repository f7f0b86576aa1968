import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/database/worker_state.ts';
import { judge, type ServiceFacts } from '../../src/status/judge.ts';
import { everythingIsWrong, facts, worker } from './facts.ts';

/** What needs somebody, then what does not; each by its section. */
function found(told: Partial<ServiceFacts>): { needed: string[]; noted: string[] } {
  const problems = judge(facts(told));
  const sections = (needsYou: boolean) =>
    problems.filter((problem) => problem.needsYou === needsYou).map(({ section }) => section);
  return { needed: sections(true), noted: sections(false) };
}

const well = facts();

describe('a worker process', () => {
  it.each([
    ['ALIVE', true, 2.9],
    ['HUNG', true, 3.1],
    ['REGISTERING', false, 2.9],
    ['DEAD', false, 3.1],
  ])('is %s when its lock is held: %s, after a silence of %d s', (state, holdsLock, silentFor) => {
    expect(stateOf(worker({ holdsLock, silentFor }))).toBe(state);
  });

  it('that hangs needs somebody; one that died only when no other takes over', () => {
    const [hung, dead, longDead] = [
      worker({ silentFor: 4 }),
      worker({ silentFor: 4, holdsLock: false }),
      worker({ silentFor: 31, holdsLock: false }),
    ];
    const section = 'a-worker-process-died-or-hangs';
    expect(found({ workers: [worker(), hung] })).toEqual({ needed: [section], noted: [] });
    expect(found({ workers: [worker(), dead] })).toEqual({ needed: [], noted: [section] });
    expect(found({ workers: [worker(), longDead] })).toEqual({ needed: [section], noted: [] });
    expect(found({ workers: [worker({ registeredFor: 5 }), longDead] })).toEqual({
      needed: [],
      noted: [section],
    });
    expect(found({ server: { ...well.server, upFor: 5 }, workers: [worker(), longDead] }).needed).toEqual([]);
  });
});

describe('a worker process whose alarm fails', () => {
  const failing = worker({ name: 'host:2', failingFor: 4, failure: 'ring: permission\n denied' });
  const section = 'a-worker-process-fails';

  it('is shown with its error, and needs somebody at once, also where others do its work', () => {
    expect(stateOf(failing)).toBe('FAILING');
    expect(found({ workers: [worker(), failing] })).toEqual({ needed: [section], noted: [] });
    const [problem] = judge(facts({ workers: [worker(), failing] }));
    expect(problem?.what).toContain('host:2 has failed for 4 s to do its work: ring: permission denied');
    expect(problem?.advice).toContain('The others do its work');
    expect(judge(facts({ workers: [failing] }))[0]?.advice).toContain('No other does its work');
  });

  it('counts as silent or dead rather than failing', () => {
    expect(stateOf({ ...failing, silentFor: 4 })).toBe('HUNG');
    expect(stateOf({ ...failing, silentFor: 4, holdsLock: false })).toBe('DEAD');
  });
});

describe('"nobody keeps the time"', () => {
  const section = 'nobody-keeps-the-time';

  it('is found when there is no process, when all are dead or hang, and when the heartbeat is silent: once', () => {
    for (const workers of [[], [worker({ silentFor: 9, holdsLock: false })], [worker({ silentFor: 9 })]]) {
      expect(found({ workers })).toEqual({ needed: [section], noted: [] });
    }
    expect(found({ pulse: { ...well.pulse, silentFor: 5.1 } })).toEqual({ needed: [section], noted: [] });
  });

  it('is not blamed on the processes where the database is read-only', () => {
    const server = { ...well.server, isReadOnly: true };
    expect(found({ server, workers: [worker({ silentFor: 9 })] }).needed).toEqual([
      'the-database-is-read-only',
    ]);
    expect(found({ server: { ...well.server, isStandby: true } }).needed).toEqual([
      'the-database-is-read-only',
    ]);
  });
});

describe('drafts', () => {
  it('that are overdue are noted after a second and need somebody after ten', () => {
    const late = { ...well.lateness, over100ms: 300, over1s: 11 };
    expect(found({ lateness: { ...late, longest: 9 } })).toEqual({ needed: [], noted: ['picks-are-late'] });
    expect(found({ lateness: { ...late, longest: 11 } }).needed).toEqual(['picks-are-late']);
    expect(found({ lateness: { ...late, over1s: 1, longest: 11 } }).needed).toEqual(['a-draft-stands-still']);
  });

  it('whose picks are late need somebody where it is too many of them, and more than a few', () => {
    const lately = (picksLately: number, lateLately: number) =>
      found({ punctuality: { ...well.punctuality, picksLately, lateLately } }).needed;
    expect(lately(100, 9)).toEqual([]);
    expect(lately(700, 10)).toEqual([]);
    expect(lately(690, 10)).toEqual(['picks-are-late']);
  });

  it('that fail are noted, and need somebody once they are paused', () => {
    const section = 'a-draft-was-paused-as-failing';
    expect(found({ failing: { ...well.failing, retried: 1 } })).toEqual({ needed: [], noted: [section] });
    expect(found({ failing: { ...well.failing, paused: 1 } }).needed).toEqual([section]);
  });

  it('that stand at a pick nobody fits need somebody, apart from those that fail', () => {
    const failing = { ...well.failing, paused: 2, standOffs: 2 };
    expect(found({ failing }).needed).toEqual(['no-free-player-fits-a-roster']);
    expect(found({ failing: { ...failing, paused: 3 } }).needed).toEqual([
      'no-free-player-fits-a-roster',
      'a-draft-was-paused-as-failing',
    ]);
  });

  it('that do not open need somebody', () => {
    expect(found({ drafts: { ...well.drafts, opensLateBy: 11 } }).needed).toEqual(['a-draft-does-not-open']);
  });
});

describe('what the service does without', () => {
  const without = (program: string) => ({
    ...well.connections,
    byProgram: well.connections.byProgram.filter(({ name }) => name !== program),
  });
  const section = 'events-do-not-reach-another-system';

  it('needs somebody where nobody delivers to endpoints that there are, and not where there is none', () => {
    const outbox = { ...well.outbox, endpoints: 2 };
    expect(found({ outbox })).toEqual({ needed: [], noted: [] });
    expect(found({ outbox, connections: without('relay') })).toEqual({ needed: [section], noted: [] });
    expect(found({ connections: without('relay') })).toEqual({ needed: [], noted: [] });
  });

  it('is noted where it comes back by itself: an endpoint that fails, NOTIFY, a slow database', () => {
    const outbox = { ...well.outbox, endpoints: 2, failing: 1, failingFor: 7_300 };
    expect(found({ outbox }).noted).toEqual([section]);
    expect(judge(facts({ outbox }))[0]?.what).toBe('1 endpoint takes no events, the longest for 2 h 1 min.');
    expect(found({ connections: without('events') }).noted).toEqual(['live-updates-come-late']);
    expect(found({ answeredIn: 0.24 }).noted).toEqual([]);
    expect(found({ answeredIn: 0.26 })).toEqual({ needed: [], noted: ['degraded-mode'] });
  });

  it('tells of a message that waits, and needs somebody where no relay handles any', () => {
    const waits = 'messages-of-other-systems-wait';
    expect(found({ inbox: { age: 60 } })).toEqual({ needed: [], noted: [] });
    expect(found({ inbox: { age: 61 } })).toEqual({ needed: [], noted: [waits] });
    expect(found({ inbox: { age: 61 }, connections: without('relay') })).toEqual({
      needed: [waits],
      noted: [],
    });
  });

  it('needs somebody where the identity provider tells no keys', () => {
    expect(found({ provider: 'it cannot be reached' }).needed).toEqual(['people-are-refused']);
  });
});

describe('the rest', () => {
  it('is well', () => {
    expect(judge(well)).toEqual([]);
  });

  it('is short when nine of ten connections are taken', () => {
    const connections = { ...well.connections, used: 90, most: 100 };
    expect(found({ connections }).needed).toEqual(['the-database-refuses-connections']);
    expect(found({ connections: { ...connections, used: 89 } }).needed).toEqual([]);
  });

  it('leads to sections that docs/operations.md has', () => {
    const handbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const headings = [...handbook.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(' ', '-')
        .replaceAll(/[^a-z0-9-]/g, ''),
    );
    const source = ['../../src/status/judge.ts', '../../src/commands/status.ts']
      .map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
      .join('\n');
    const sections = [...source.matchAll(/'([a-z]+(?:-[a-z]+){2,})'/g)].map(([, section = '']) => section);
    expect(sections.length).toBeGreaterThan(10);
    expect(sections.filter((section) => !headings.includes(section))).toEqual([]);
    expect(headings).toEqual(expect.arrayContaining(judge(everythingIsWrong).map(({ section }) => section)));
  });
});
