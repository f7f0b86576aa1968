import type { Attack } from '../attack.ts';
import { keepDoing, openSender } from '../send_query.ts';

const AT_ONCE = 16;
const SHAPES = [
  [50, 180],
  [500, 15],
  [500, 500],
] as const;
const LEAVE_AFTER_MS = 50;

/** The events of many drafts at once, by readers of whom some do not wait for the answer. */
export const eventReads: Attack = {
  name: 'event_reads',
  async run(target, run) {
    const sender = openSender(target, run);
    await keepDoing(run, AT_ONCE, (count) => {
      const [drafts, events] = SHAPES[count % SHAPES.length] ?? SHAPES[0];
      const query = `{ drafts(first: ${drafts}) { nodes { events(first: ${events}) { version kind } } } }`;
      return sender.send(query, {}, run.random() < 0.3 ? LEAVE_AFTER_MS : undefined);
    });
    sender.close();
  },
};
