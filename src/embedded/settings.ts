import { totalmem } from 'node:os';

const MIB = 1024 ** 2;
const LEAST_BUFFERS_MIB = 128;
const MOST_BUFFERS_MIB = 2_048;
/** The programs and the file cache, which the server reads through, need the rest. */
const SHARE_OF_BUFFERS = 1 / 8;
const SHARE_OF_CACHE = 1 / 2;

/** Bytes that this machine has, or that the container of this process may use. */
export function memoryHere(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * What the server is set to, for many small commits; durability stays as PostgreSQL ships it. docs/operations.md says what a
 * server of one's own should be set to.
 * @param memory bytes that the server shares with everything else
 */
export function serverSettings(memory: number): Readonly<Record<string, string>> {
  const mib = memory / MIB;
  const buffers = Math.min(MOST_BUFFERS_MIB, Math.max(LEAST_BUFFERS_MIB, mib * SHARE_OF_BUFFERS));
  return {
    listen_addresses: '127.0.0.1',
    // No socket file: its path may not be longer than 107 bytes, which a deep DATA_DIR would break.
    unix_socket_directories: '',
    max_connections: '200',
    // 10,000 boards with their history fit into 2 GB: from 256 MB on, the database's CPU of a pick fell by a third.
    shared_buffers: `${Math.floor(buffers)}MB`,
    effective_cache_size: `${Math.floor(mib * SHARE_OF_CACHE)}MB`,
    wal_buffers: '16MB',
    // Fewer checkpoints: each makes the next write of every page larger and a commit slower.
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    // Compressing those page images costs more than it saves: a commit took 537 µs instead of 188.
    wal_compression: 'off',
    random_page_cost: '1.1',
    // Compiling a plan or forking helpers takes longer than any query of ours.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    // Jobs and drafts are updated all the time: dead rows must go early.
    autovacuum_naptime: '15s',
    // A refused statement is an error to PostgreSQL, and seven lines of its log: whoever sent a hundred wrong requests a second filled the disk.
    // What is no refusal is logged by the program that asked.
    log_min_messages: 'log',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
}
