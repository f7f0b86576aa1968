import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The build of web/src/picture, which draws what the room itself would show. */
const RENDERER = join('server', 'picture.js');
const SECOND_MS = 1_000;
/** A large board takes the thread a few milliseconds. Beyond this pages go without, and show the board when their script ran. */
const PICTURES_A_SECOND = 40;
const STYLE = /\sstyle="([^"]*)"/g;

/** A board as HTML, for a page to show before its script runs. */
export interface Picture {
  readonly html: string;
  /** What a content policy has to name for the styles that stand in it. */
  readonly styleHashes: readonly string[];
}

interface Renderer {
  readonly pictureOf: (draft: unknown) => string;
}

/** Draws the boards of drafts as the room shows them. */
export class Pictures {
  /** Null where the room was not built. */
  readonly #file: string | null;
  #renderer: Promise<Renderer> | null = null;
  #since = 0;
  #drawn = 0;

  /** `folder`: where the room was built. */
  constructor(folder: string) {
    const file = join(folder, RENDERER);
    this.#file = existsSync(file) ? file : null;
  }

  /** A draft's board, from what the database answers for it; null where the room was not built, or many others were drawn this second. */
  async draw(draft: unknown): Promise<Picture | null> {
    if (this.#file === null || !this.#mayDraw()) return null;
    // Loaded with the first page that needs it.
    this.#renderer ??= import(pathToFileURL(this.#file).href) as Promise<Renderer>;
    const { pictureOf } = await this.#renderer;
    const html = pictureOf(draft);
    const styles = new Set([...html.matchAll(STYLE)].map(([, style = '']) => style));
    return { html, styleHashes: [...styles].map(hashOf) };
  }

  #mayDraw(): boolean {
    const now = performance.now();
    if (now - this.#since > SECOND_MS) [this.#since, this.#drawn] = [now, 0];
    this.#drawn += 1;
    return this.#drawn <= PICTURES_A_SECOND;
  }
}

function hashOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}
