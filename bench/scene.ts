import type { ConnectionPool } from '../src/database/connect.ts';
import type { Figures } from './report.ts';

/** Is told what goes on, and how far it is. */
export type Progress = (what: string, done: number, total: number) => void;

/** What the command line says; each bench takes what it needs. */
export interface BenchOptions {
  readonly drafts: number;
  /** Deadlines, or picks, per second. */
  readonly rate: number;
  readonly seconds: number;
  /** Worker processes. */
  readonly workers: number;
  /** Seconds at the beginning that do not count. */
  readonly warmUp: number;
  /** How often something is done over again. */
  readonly runs: number;
  readonly connections: number;
  /** Those who follow drafts, over so many server processes, and how. */
  readonly subscribers: number;
  readonly servers: number;
  readonly transport: 'websocket' | 'http' | 'both';
  /** Numbers of drafts to compare. */
  readonly sizes: readonly number[];
  /** Events that wait for delivery, and endpoints that they wait for. */
  readonly events: number;
  readonly endpoints: number;
  /** Whether the lateness of picks is measured while they are delivered, too. */
  readonly lateness: boolean;
  readonly slowFlush: boolean;
  /** Whether every draft has a bank and quiet hours. */
  readonly rules: boolean;
  /** Previews that run beside the drafts, and how fast their bots think. */
  readonly previews: number;
  readonly speed: number;
  /** The share of drafts whose strategies do everything wrong, 0 to 1. */
  readonly badStrategies: number;
  /** For how many seconds the floor is measured. */
  readonly floorSeconds: number;
  /** Where a plot is written to. */
  readonly svg: string | null;
}

/** Where a bench runs: its database, and which kind of clock is measured. */
export interface Scene {
  readonly url: string;
  readonly db: ConnectionPool;
  readonly kind: 'ours' | 'stock';
  readonly options: BenchOptions;
  readonly progress: Progress;
}

/** A bench: how many drafts and seconds, and which rate, unless told, and what it finds. */
export interface Bench {
  readonly drafts: number;
  readonly seconds: number;
  readonly rate?: number;
  run(scene: Scene): Promise<Figures>;
}
