import type { ConnectionPool } from '../../../src/database/connect.ts';
import { errorCodes } from '../../../src/service_errors.ts';
import { oneOf, randomFrom } from '../../chaos/random.ts';
import { ask } from '../../support/api.ts';
import { newPool } from '../../support/drafts.ts';
import { randomRequest } from './requests.ts';
import { isAllowed } from './rules.ts';
import { newFuzzWorld } from './world.ts';

/** Words of SQL and of our own files; "delete" and "select" alone are plain English. */
const SPEAKS_OF_INSIDES =
  /\b(select .+ from|insert into|update \w+ set|delete from|relation|column|constraint|SQLSTATE|node_modules)\b/i;

/** Worlds that are asked at once; within one, one request comes after the other. */
const WORLDS = 4;

/** What came of a run. */
export interface FuzzReport {
  requests: number;
  /** How often each mutation was carried out. */
  readonly done: Record<string, number>;
  /** How often each code was answered; '' where the request was no valid GraphQL. */
  readonly refused: Record<string, number>;
  /** What must not have happened, with all that is needed to do it again. */
  readonly wrong: string[];
}

/** Sends requests by chance, and checks that nothing is done that the rights forbid, and that every refusal is one of ours. */
export async function runFuzz(
  db: ConnectionPool,
  url: string,
  { seed, requests }: { readonly seed: number; readonly requests: number },
  progress: (done: number) => void = () => undefined,
): Promise<FuzzReport> {
  const report: FuzzReport = { requests: 0, done: {}, refused: {}, wrong: [] };
  const poolId = await newPool(db, 100);
  const one = async (part: number) => {
    const random = randomFrom(seed * WORLDS + part);
    const world = await newFuzzWorld(db, poolId);
    const draftsMade: string[] = [];
    for (let n = part; n < requests; n += WORLDS) {
      const somebody = oneOf(random, world.people);
      if (!somebody) throw new Error('nobody there');
      const request = randomRequest(random, world, draftsMade);
      const allowed = await isAllowed(db, somebody, request);
      const { data, errors, status } = await ask(url, request.text, { ...request.variables }, somebody.token);
      const tell = (what: string) =>
        report.wrong.push(`${what}: ${JSON.stringify({ seed, n, somebody, request, data, errors, status })}`);
      report.requests += 1;
      const answered = data?.[request.mutation];
      if (errors.length === 0 && answered) {
        report.done[request.mutation] = (report.done[request.mutation] ?? 0) + 1;
        if (!allowed) tell('done, though it is forbidden');
        const { draft } = answered as { draft?: { id: string } };
        if (request.mutation === 'createDraft' && draft) draftsMade.push(draft.id);
      }
      for (const { extensions, message } of errors) {
        const { code = '' } = extensions ?? {};
        report.refused[code] = (report.refused[code] ?? 0) + 1;
        const isOurs =
          code === '' ? status === 400 || /^Variable "\$/.test(message) : Object.hasOwn(errorCodes, code);
        if (!isOurs) tell('refused with what is not ours to tell');
        // What stands in quotation marks is what was sent.
        const own = message.replace(/"(?:[^"\\]|\\.)*"/g, '');
        if (
          SPEAKS_OF_INSIDES.test(own) &&
          code !== '' &&
          // A file that was sent has columns of its own.
          code !== 'FILE_INVALID'
        )
          tell('told too much');
      }
      progress(report.requests);
    }
  };
  await Promise.all(Array.from({ length: WORLDS }, (_, part) => one(part)));
  return report;
}
