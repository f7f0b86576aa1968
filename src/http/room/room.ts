import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Log } from '../../telemetry/log.ts';
import type { AddressOf } from '../limits/addresses.ts';
import { type Picture, Pictures } from './picture.ts';
import { type RoomFile, readRoomFiles } from './room_files.ts';

/** Addresses of pages; each is the same file, which shows what its address says. */
const PAGES = /^\/(?:(?:join|sign-in|new|rankings|operator)|(?:d|l)\/[0-9a-f-]{36}(?:\/[a-z-]{1,20})?)?\/?$/i;
const DRAFT_PAGE = /^\/d\/([0-9a-f-]{36})(?:\/([a-z-]+))?/i;
/** What a browser sends when somebody opens an address, and no program unless told. */
const ACCEPTS_PAGES = /\btext\/html\b/i;
/** A hashed file may be kept for a year; a page is asked for again each time. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';
/** What a page says of a draft depends on who asks. */
const FOR_ONE = 'private, no-cache';
const POLICY = 'content-security-policy';
const NOT_FOUND = 404;
const HEAD_END = '</head>';
const ROOM_PLACE = '<div id="app"></div>';
const compressed = promisify(gzip);

/** What a page says of its draft before any script runs: for previews of links, where scripts are off, and while they are on their way. */
export interface DraftPreview {
  readonly title: string;
  readonly description: string;
  /** What {@link Pictures} draws the board from; null: there is none to show. */
  readonly picture: unknown;
}

export interface RoomOptions {
  readonly folder: string;
  /** A draft that whoever sends the request may watch; null where there is none of that id. */
  readonly preview: (draftId: string, request: IncomingMessage) => Promise<DraftPreview | null>;
  readonly addressOf: AddressOf;
  readonly log: Log;
}

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Draft Orchestrator</title>
<h1>The draft room is not built</h1>
<p>The service works, and its API answers at /graphql. Run <code>npm run build</code> in its folder, then start it again:
the room is here afterwards.</p></html>`;

/** Whether somebody looks at an address with a browser, so that a page tells them more than JSON. */
export function asksForPage({ method, headers }: Pick<IncomingMessage, 'method' | 'headers'>): boolean {
  return (method === 'GET' || method === 'HEAD') && ACCEPTS_PAGES.test(headers.accept ?? '');
}

/** Serves the draft room: its pages and their files. */
export class Room {
  readonly #files: ReadonlyMap<string, RoomFile> | null;
  readonly #preview: RoomOptions['preview'];
  readonly #addressOf: AddressOf;
  readonly #pictures: Pictures;
  readonly #log: Log;
  /** The room of a draft, once for all who open it while its preview is the same. */
  readonly #pages = new WeakMap<DraftPreview, Promise<DraftPage>>();

  constructor({ folder, preview, addressOf, log }: RoomOptions) {
    this.#files = readRoomFiles(folder);
    this.#preview = preview;
    this.#addressOf = addressOf;
    this.#pictures = new Pictures(folder);
    this.#log = log;
  }

  /** Whether it was built, so that there is something to serve. */
  get isBuilt(): boolean {
    return this.#files !== null;
  }

  /** Answers a request for a page or a file of the room. False: the path is none of those, and nothing was answered. */
  async answer(path: string, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    if (req.method !== 'GET' && req.method !== 'HEAD') return false;
    if (PAGES.test(path)) {
      await this.#answerPage(path, req, res);
      return true;
    }
    const file = this.#files?.get(path);
    if (!file || path === '/index.html') return false;
    res.setHeader('cache-control', file.isHashed ? FOR_EVER : ASK_AGAIN);
    res.setHeader('etag', file.etag);
    if (req.headers['if-none-match'] === file.etag) res.writeHead(304).end();
    else send(req, res, file);
    return true;
  }

  /** Answers with status 404 and the page that says that there is nothing at this address. */
  answerMissing(req: IncomingMessage, res: ServerResponse): void {
    const page = this.#files?.get('/index.html');
    if (page) send(req, res, page, NOT_FOUND);
    else notBuilt(res);
  }

  async #answerPage(path: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    res.setHeader('cache-control', ASK_AGAIN);
    const page = this.#files?.get('/index.html');
    if (!page) return notBuilt(res);
    const [, draftId, part] = DRAFT_PAGE.exec(path) ?? [];
    const preview = draftId === undefined ? null : await this.#preview(draftId.toLowerCase(), req);
    if (preview === null) return send(req, res, page);
    const isRoom = part === undefined;
    const { file, styleHashes } = await (isRoom
      ? this.#roomPage(page, preview, this.#addressOf(req))
      : draftPage(page, preview, null));
    res.setHeader('cache-control', FOR_ONE);
    if (styleHashes.length > 0) res.setHeader(POLICY, withStyles(String(res.getHeader(POLICY)), styleHashes));
    send(req, res, file);
  }

  #roomPage(page: RoomFile, preview: DraftPreview, address: string): Promise<DraftPage> {
    const known = this.#pages.get(preview);
    if (known) return known;
    const made = this.#draw(preview.picture, address).then((picture) => draftPage(page, preview, picture));
    this.#pages.set(preview, made);
    return made;
  }

  /** Null where there is no picture; whatever goes wrong, there is a page. */
  async #draw(draft: unknown, address: string): Promise<Picture | null> {
    try {
      return draft === null ? null : await this.#pictures.draw(draft, address);
    } catch (error) {
      this.#log.error({ err: error }, 'The board of a draft could not be drawn into its page');
      return null;
    }
  }
}

interface DraftPage {
  readonly file: RoomFile;
  /** What the content policy allows beyond that of other pages. */
  readonly styleHashes: readonly string[];
}

/** The page with the title and the description of a draft in it, and its board where there is a picture of it. */
async function draftPage(page: RoomFile, preview: DraftPreview, picture: Picture | null): Promise<DraftPage> {
  const plain = Buffer.from(withPreview(page.plain.toString('utf8'), preview, picture));
  const gzipped = await compressed(plain, { level: constants.Z_BEST_SPEED });
  const file = { ...page, plain, encoded: new Map([['gzip', gzipped]]) };
  return { file, styleHashes: picture?.styleHashes ?? [] };
}

/** A content policy that allows styles in the page besides, each by its hash. */
function withStyles(policy: string, hashes: readonly string[]): string {
  return policy.replace("style-src 'self'", `style-src 'self' 'unsafe-hashes' ${hashes.join(' ')}`);
}

function notBuilt(res: ServerResponse): void {
  res.writeHead(503, { 'content-type': 'text/html; charset=utf-8' }).end(NOT_BUILT);
}

function send(req: IncomingMessage, res: ServerResponse, file: RoomFile, status = 200): void {
  const accepted = String(req.headers['accept-encoding'] ?? '');
  const [encoding, body] = [...file.encoded].find(([name]) => accepted.includes(name)) ?? [null, file.plain];
  res.setHeader('vary', 'origin, accept-encoding');
  if (encoding !== null) res.setHeader('content-encoding', encoding);
  res.writeHead(status, { 'content-type': file.type, 'content-length': body.length });
  res.end(req.method === 'HEAD' ? undefined : body);
}

function withPreview(html: string, { title, description }: DraftPreview, picture: Picture | null): string {
  const meta = [
    `<meta property="og:title" content="${escaped(title)}">`,
    `<meta property="og:description" content="${escaped(description)}">`,
    `<meta name="description" content="${escaped(description)}">`,
    HEAD_END,
  ].join('\n');
  const place = picture === null ? ROOM_PLACE : `<div id="picture">${picture.html}</div>\n${ROOM_PLACE}`;
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escaped(title)}</title>`)
    .replace(HEAD_END, () => meta)
    .replace(ROOM_PLACE, () => place)
    .replace('</noscript>', () => `<h1>${escaped(title)}</h1><p>${escaped(description)}</p></noscript>`);
}

function escaped(text: string): string {
  const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => NAMES[sign] ?? sign);
}
