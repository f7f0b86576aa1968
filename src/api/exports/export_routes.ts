import type { RequestDigest } from 'postgraphile/grafserv';
import { z } from 'zod';
import { readEvents, visibleDrafts } from '../../database/events.ts';
import { type ExportedBoard, readBoardExport, readDraftTitle } from '../../database/exports.ts';
import { DraftError } from '../../draft/errors.ts';
import { inNormalForm } from '../../draft/normal_form.ts';
import { idShape } from '../../shapes.ts';
import { commonFields } from '../event_fields.ts';
import { goneSignal } from '../limits/gone_signal.ts';
import type { Reads } from '../limits/limited_reads.ts';
import type { OperationCosts } from '../limits/operation_costs.ts';
import { payerOf } from '../limits/work_budgets.ts';
import { tellError } from '../mask_error.ts';
import { refusal, refuseMethod } from '../refusal.ts';
import { parseInput } from '../schema/inputs.ts';
import type { ApiServices } from '../services.ts';
import { actorOf, READ_SETTINGS, readSettings, type Viewer } from '../viewer.ts';
import { fileAnswer } from './file_answer.ts';
import { csvOf, inTurns, jsonOf } from './pieces.ts';

const PATH = /^\/drafts\/([^/]+)\/(board\.csv|board\.json|events\.ndjson)$/;

/** Characters of a draft's name in the name of a file. */
const LONGEST_TITLE = 60;

/** Events that are read at once. */
const PAGE = 500;

const TYPES = {
  'board.csv': 'text/csv; charset=utf-8; header=present',
  'board.json': 'application/json; charset=utf-8',
  'events.ndjson': 'application/x-ndjson; charset=utf-8',
} as const;
type File = keyof typeof TYPES;

const requestShape = z.object({ draftId: idShape });

/** Who wants a file, and how they read: their turns and their budget are those of queries. */
interface Asking {
  readonly draftId: string;
  readonly viewer: Viewer;
  readonly reads: Reads;
  /** Resolves when a piece of the file may be made. */
  readonly turn: () => Promise<void>;
}

/**
 * `GET /drafts/:id/board.csv`, `board.json` and `events.ndjson`: what a draft is, and what happened to it, as files, for whoever may watch it.
 * Who asks is told by a token in `Authorization` or by the cookie of a session.
 */
export function exportRoutesPlugin(
  services: ApiServices,
  costs: OperationCosts,
  visitorRole: string,
): GraphileConfig.Plugin {
  return {
    name: 'DraftExportRoutesPlugin',
    version: '1.0.0',
    grafserv: {
      middleware: {
        async processRequest(next, { requestDigest }) {
          const [, draftId, file] = PATH.exec(requestDigest.path) ?? [];
          if (draftId === undefined) return next();
          if (requestDigest.method !== 'GET') return refuseMethod('GET');
          try {
            const asking = await askingOf(services, costs, draftId, requestDigest);
            const { title, pieces } = await contentOf(asking, file as File, services, visitorRole);
            const about = { type: TYPES[file as File], name: `${fileTitle(title, asking)}-${file}` };
            return fileAnswer(requestDigest, about, pieces, (error) =>
              tellError(error, services.log, { draftId: asking.draftId }),
            );
          } catch (error) {
            return refusal(error, services.log);
          }
        },
      },
    },
  };
}

async function askingOf(
  services: ApiServices,
  costs: OperationCosts,
  named: string,
  request: RequestDigest,
): Promise<Asking> {
  const { draftId } = parseInput(requestShape, { draftId: named });
  const { node } = request.requestContext;
  if (!node) throw new Error('Requests come through Node');
  const { viewer } = await services.identities.ofRequest(node.req);
  const payer = payerOf(services.addressOf(node.req), viewer);
  const use = services.readsFor(viewer.userId, true);
  const reads = costs.readsOfFiles(use, { payer, gone: goneSignal(node.res, undefined) });
  return { draftId, viewer, reads, turn: () => costs.turnOfFile(payer) };
}

/** A file: what its draft is called, and its pieces. */
interface Content {
  readonly title: string | null;
  readonly pieces: AsyncIterable<string>;
}

/** What a file holds; the first of its pieces is read already. Throws a DraftError (DRAFT_NOT_FOUND), or a ServiceError. */
async function contentOf(
  asking: Asking,
  file: File,
  { apiRole, transactionSettings }: ApiServices,
  visitorRole: string,
): Promise<Content> {
  const settings = { ...transactionSettings, ...readSettings(asking.viewer, visitorRole) };
  if (file === 'events.ndjson') {
    const pieces = await eventLines(asking, { role: apiRole, ...READ_SETTINGS });
    const title = await asking.reads(settings, (db) => readDraftTitle(db, asking.draftId));
    return { title, pieces };
  }
  const board = await readBoard(asking, settings);
  const pieces = file === 'board.csv' ? csvOf(board) : jsonOf(board);
  return { title: board.draftName ?? board.leagueName, pieces: inTurns(pieces, asking.turn) };
}

/** What a draft is called, in letters that every file system takes; its id where nothing is left of that. */
function fileTitle(title: string | null, { draftId }: Asking): string {
  const letters =
    inNormalForm(title ?? '', 'NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[a-z\d]+/gi) ?? [];
  return letters.join('-').slice(0, LONGEST_TITLE) || `draft-${draftId}`;
}

/** The board as row security shows it to whoever asks. */
async function readBoard({ draftId, reads }: Asking, settings: Parameters<Reads>[0]): Promise<ExportedBoard> {
  const board = await reads(settings, (db) => readBoardExport(db, draftId));
  if (!board) throw new DraftError('DRAFT_NOT_FOUND');
  return board;
}

/** The events up to the last that there is now, a line each, as the stream of events tells them. */
async function eventLines(
  { draftId, viewer, reads }: Asking,
  settings: Parameters<Reads>[0],
): Promise<AsyncIterable<string>> {
  const watching = { draftId, actor: actorOf(viewer) };
  const [seen] = await reads(settings, (db) => visibleDrafts(db, [watching]));
  if (!seen) throw new DraftError('DRAFT_NOT_FOUND');
  return (async function* pages() {
    let after = 0;
    while (after < seen.version) {
      const page = await reads(settings, (db) =>
        readEvents(db, draftId, after, Math.min(PAGE, seen.version - after)),
      );
      const last = page.at(-1);
      if (!last) throw new Error(`Event ${after + 1} of ${seen.version} is missing`);
      after = last.version;
      yield page.map((event) => `${JSON.stringify(commonFields(event))}\n`).join('');
    }
  })();
}
