import { DraftSheetDocument } from '../../../client/operations.generated.ts';
import type { Attack } from '../attack.ts';
import { keepDoing, openSender } from '../send_query.ts';
import { largeQuery } from './swarm.ts';

const AT_ONCE = 16;
const DRAFT_SHEET = DraftSheetDocument.toString();

/** Answers that take long to write, and are read: of a query that nobody knows, and of one of the client's own, which is planned already. */
export const largeAnswers: Attack = {
  name: 'large_answers',
  async run(target, run) {
    const sender = openSender(target, run);
    const { draftId } = target;
    await keepDoing(run, AT_ONCE, (count) =>
      count % 2 === 0 ? sender.send(largeQuery(draftId)) : sender.send(DRAFT_SHEET, { draftId }),
    );
    sender.close();
  },
};
