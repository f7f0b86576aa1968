// How the service is, for who runs it.
import { count } from './format.ts';

const RUNBOOK = 'docs/operations.md';

export const operator = {
  title: 'The service',
  token: 'Token of an operator',
  tokenHow: 'From "draft-orchestrator token --operator". It is kept in this page alone, until you leave it.',
  come: 'Show the service',
  well: 'All is well',
  heals: 'All is well; what is not as usual heals by itself',
  needed: (n: number) => `${count(n, 'thing needs', 'things need')} you`,
  runbook: (section: string) => `${RUNBOOK}#${section}`,
  asOf: (at: string) => `As of ${at}, read every two seconds`,
  figures: 'Figures',
  workers: 'Worker processes',
  noWorkers: 'No worker process is registered.',
  drained: 'drained',
  drain: 'Drain',
  drainOf: (name: string) => `Drain ${name}`,
  undrain: 'Take back in',
  undrainOf: (name: string) => `Take ${name} back in`,
  drainHow: 'Others ring for its drafts from its next tick on. It can be stopped then, or looked at.',
  silent: (seconds: number) => `last sign ${seconds.toFixed(1)} s ago`,
  overdue: 'Longest overdue drafts',
  failing: 'Drafts that could not be picked for',
  late: (seconds: number, alarm: string) => `${seconds.toFixed(1)} s late; alarm: ${alarm}`,
  attempts: (n: number, isPaused: boolean) => `${count(n, 'attempt')}${isPaused ? ', paused' : ''}`,
  rearm: 'Set its alarm anew',
  pause: 'Pause',
  resume: 'Resume',
  open: 'Open the room',
  endpoints: 'Endpoints that need somebody',
  waits: (n: number) => (n === 0 ? '' : count(n, 'dead letter')),
  replay: 'Replay dead letters',
  enable: 'Close the breaker',
  done: 'Done.',
} as const;
