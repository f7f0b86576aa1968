import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type ToldEvent, toldDrawOf, verifyOrder } from '../../client/verify_order.ts';
import { withoutMark } from '../shapes.ts';
import { whyUnreadable } from '../telemetry/error_text.ts';

/** What every line of the file has; the facts are looked at by who repeats the draw. */
const lineShape = z.looseObject({
  draftId: z.guid(),
  version: z.int(),
  kind: z.string(),
  data: z.looseObject({}),
});
/** What is saved instead of events where the service refused to answer them. */
const refusalShape = z.object({ errors: z.tuple([z.object({ message: z.string() })], z.unknown()) });

const SAVE_THEM = 'Save what /drafts/<id>/events.ndjson answers';

/**
 * Repeats the draw of an order from the events of its draft, a file as `/drafts/:id/events.ndjson` answers it (`-`: stdin), and says
 * whether it was as promised, and is the order that the draft has; complains where that cannot be told. It asks neither the service nor a
 * database. The exit code: 0 it was and is, 1 it was or is not, or there was no draw.
 */
export async function verifyOrderCommand(
  file: string,
  say: (line: string) => void,
  complain: (line: string) => void,
): Promise<number> {
  const events = await readEvents(file);
  if (typeof events === 'string') {
    complain(`The events of a draft cannot be read from ${file}: ${events}.`);
    return 1;
  }
  const told = toldDrawOf(events);
  if (!told) {
    complain('The order of this draft was not drawn: there is nothing to verify.');
    return 1;
  }
  const { problems, order } = await verifyOrder(told);
  for (const problem of problems) say(problem);
  if (problems.length > 0) {
    say('The order is NOT what was promised.');
    return 1;
  }
  const words = new Map(told.words.map(({ teamId, word }) => [teamId, word]));
  for (const [index, teamId] of order.entries()) {
    const word = words.get(teamId);
    say(`${index + 1}. ${teamId}${word === undefined ? '' : `  (${word})`}`);
  }
  say(
    `The draw is as promised: seed ${told.drawn.seed}, ${words.size} of ${order.length} teams gave a word.`,
  );
  return 0;
}

/** The events of a file, a line of JSON each; or why there are none. */
async function readEvents(file: string): Promise<ToldEvent[] | string> {
  let text: string;
  try {
    text = await readFile(file === '-' ? '/dev/stdin' : file, 'utf8');
  } catch (error) {
    return whyUnreadable(error);
  }
  let lines: unknown[];
  try {
    const written = withoutMark(text).split('\n');
    lines = written.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
  } catch {
    return `it has something else in it. ${SAVE_THEM}`;
  }
  const refused = refusalShape.safeParse(lines[0]);
  if (refused.success)
    return `the service answered no events but "${refused.data.errors[0].message}" ${SAVE_THEM}`;
  return eventsOf(lines);
}

/** Lines that are all events of one draft, from its first event on; or why they are not. */
function eventsOf(lines: readonly unknown[]): ToldEvent[] | string {
  if (lines.length === 0) return `it is empty. ${SAVE_THEM}`;
  const events: z.output<typeof lineShape>[] = [];
  for (const [index, line] of lines.entries()) {
    const { data: event } = lineShape.safeParse(line);
    if (!event) return `line ${index + 1} is no event of a draft. ${SAVE_THEM}`;
    if (event.version !== index + 1)
      return `line ${index + 1} is event ${event.version}, and has to be event ${index + 1}. ${SAVE_THEM}, from the first line to the last`;
    if (event.draftId !== events[0]?.draftId && index > 0)
      return `line ${index + 1} is of another draft than the first one. ${SAVE_THEM}, of one draft`;
    events.push(event);
  }
  return events;
}
