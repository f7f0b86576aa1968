import type { Attack } from '../attack.ts';
import { keepDoing, openSender } from '../send_query.ts';

const AT_ONCE = 64;

/** Small reads, as many as the connections carry, with pages of sizes that no page can have among them. */
export const manyReads: Attack = {
  name: 'many_reads',
  async run(target, run) {
    const sender = openSender(target, run);
    const { draftId } = target;
    await keepDoing(run, AT_ONCE, (count) =>
      count % 4 === 0
        ? sender.send(
            'query ($n: Int) { drafts(first: $n) { nodes { picks(first: $n) { nodes { round } } } } }',
            {
              n: [-2_147_483_648, -1, 2_147_483_647, null][(count / 4) % 4],
            },
          )
        : sender.send('query ($draftId: UUID!) { databaseTime draft(id: $draftId) { version } }', {
            draftId,
          }),
    );
    sender.close();
  },
};
