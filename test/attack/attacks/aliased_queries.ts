import type { Attack } from '../attack.ts';
import { keepDoing, openSender } from '../send_query.ts';

const AT_ONCE = 20;
/** Pages in one query: about what a query may have, and far more than it may. */
const PAGES = [20, 28, 240] as const;

/** Queries of which each has aliases of its own, so that each is parsed and planned anew, and its plan kept. */
export const aliasedQueries: Attack = {
  name: 'aliased_queries',
  async run(target, run) {
    const sender = openSender(target, run);
    await keepDoing(run, AT_ONCE, (count) => {
      const pages = PAGES[Math.floor(run.random() * PAGES.length)] ?? 20;
      return sender.send(query(`q${count}_${Math.floor(run.random() * 1e9)}`, pages));
    });
    sender.close();
  },
};

function query(name: string, pages: number): string {
  const fields = Array.from(
    { length: pages },
    (_, page) => `${name}_${page}: picks(first: ${page + 1}) { totalCount }`,
  );
  return `{ drafts(first: 1) { nodes { picks(first: 1) { nodes { player { ${fields.join(' ')} } } } } } }`;
}
