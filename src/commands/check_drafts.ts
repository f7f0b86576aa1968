import { SingleBar } from 'cli-progress';
import type { Config } from '../config/config.ts';
import type { ConnectionPool } from '../database/connect.ts';
import { countDrafts } from '../database/draft_snapshots.ts';
import { checkDrafts } from '../history/check_drafts.ts';
import { withRunningDatabase } from './database.ts';

/** One is read while another is folded. */
const CONNECTIONS = 2;
/** Differences of one draft that are listed. */
const MOST_LISTED = 10;

/**
 * Rebuilds every draft of the database from its events and compares it with its rows; says each difference, and at the end how much was
 * checked. The exit code: 0 all agree, 1 some do not.
 * @throws ConfigError where there is no database
 */
export function checkDraftsCommand(config: Config, say: (line: string) => void): Promise<number> {
  return withRunningDatabase(config, { name: 'check-drafts', connections: CONNECTIONS }, async (db) => {
    // The bar draws on stderr, so that what is found can be piped on.
    const bar = new SingleBar({
      format: 'checking {bar} {value}/{total} drafts',
      hideCursor: true,
      clearOnComplete: true,
    });
    try {
      return await checkAll(db, bar, say);
    } finally {
      bar.stop();
    }
  });
}

async function checkAll(db: ConnectionPool, bar: SingleBar, say: (line: string) => void): Promise<number> {
  const isShown = process.stderr.isTTY === true;
  if (isShown) bar.start(await countDrafts(db), 0);
  let drafts = 0;
  let events = 0;
  let different = 0;
  for await (const checked of checkDrafts(db)) {
    drafts += 1;
    events += checked.events;
    if (isShown) bar.update(drafts);
    if (checked.differences.length === 0) continue;
    different += 1;
    for (const line of linesOf(checked)) say(line);
  }
  bar.stop();
  say(
    `Checked ${counted(drafts, 'draft')} with ${counted(events, 'event')}: ${different === 0 ? 'all agree' : `${counted(different, 'draft')} ${different === 1 ? 'differs' : 'differ'}`}.`,
  );
  return different === 0 ? 0 : 1;
}

function linesOf({
  draftId,
  differences,
}: {
  readonly draftId: string;
  readonly differences: readonly string[];
}): string[] {
  const lines = differences.slice(0, MOST_LISTED).map((what) => `draft ${draftId}: ${what}`);
  const more = differences.length - MOST_LISTED;
  return more > 0 ? [...lines, `draft ${draftId}: and ${more} more`] : lines;
}

function counted(count: number, what: string): string {
  return `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;
}
