import { readFile } from 'node:fs/promises';
import { type ToldEvent, toldDrawOf, verifyOrder } from '../../client/verify_order.ts';

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
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') return 'it is a folder. Name a file in it';
    return `${code === 'ENOENT' ? 'there is no such file' : message}. Correct its path`;
  }
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.map((line) => JSON.parse(line) as ToldEvent);
  } catch {
    return 'it has something else in it. Save what /drafts/<id>/events.ndjson answers';
  }
}
