import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** Where `npm run build` puts the draft room. */
export const ROOM_FOLDER = join(import.meta.dirname, '..', '..', '..', 'web', 'dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
/** Encodings as files beside the original, the best first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;
const HASHED = '/assets/';
/** What the server itself runs, and nobody loads. */
const SERVER_FOLDER = 'server';

/** A file of the room, in every encoding that it was built in. */
export interface RoomFile {
  readonly type: string;
  readonly etag: string;
  /** Its name holds a hash of what is in it: it never changes. */
  readonly isHashed: boolean;
  readonly plain: Buffer;
  readonly encoded: ReadonlyMap<string, Buffer>;
}

/** The files of the draft room by the path they are served at, all in memory: less than 2 MB. Null where it was not built. */
export function readRoomFiles(folder: string): ReadonlyMap<string, RoomFile> | null {
  if (!existsSync(join(folder, 'index.html'))) return null;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      TYPES[extname(name)] !== undefined &&
      dirname(name) !== SERVER_FOLDER &&
      statSync(join(folder, name)).isFile(),
  );
  return new Map(names.map((name) => [`/${name.replaceAll('\\', '/')}`, readRoomFile(folder, name)]));
}

function readRoomFile(folder: string, name: string): RoomFile {
  const plain = readFileSync(join(folder, name));
  const encoded = ENCODINGS.flatMap(([encoding, ending]) => {
    const path = join(folder, `${name}${ending}`);
    return existsSync(path) ? [[encoding, readFileSync(path)] as const] : [];
  });
  return {
    type: TYPES[extname(name)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    isHashed: `/${name.replaceAll('\\', '/')}`.startsWith(HASHED),
    plain,
    encoded: new Map(encoded),
  };
}
