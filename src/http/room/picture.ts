import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Allowance } from '../limits/allowance.ts';
import { threadMs } from '../limits/thread_time.ts';

/** The build of web/src/picture, which draws what the room itself would show. */
const RENDERER = join('server', 'picture.js');
/**
 * What the boards of a second may take of the thread, of all pages and of those that one address opens, in milliseconds; a large one takes a few.
 * Beyond it pages go without, and show the board when their script ran.
 */
const MS_A_SECOND = { all: 150, address: 50 } as const;
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
  readonly #ofAll = new Allowance(MS_A_SECOND.all);
  readonly #ofAddress = new Allowance(MS_A_SECOND.address);

  /** `folder`: where the room was built. */
  constructor(folder: string) {
    const file = join(folder, RENDERER);
    this.#file = existsSync(file) ? file : null;
  }

  /**
   * A draft's board, from what the database answers for it, for whoever opens its page at an address; null where the room was not built, or
   * many others were drawn this second.
   */
  async draw(draft: unknown, address: string): Promise<Picture | null> {
    if (this.#file === null) return null;
    // Loaded with the first page that needs it.
    this.#renderer ??= import(pathToFileURL(this.#file).href) as Promise<Renderer>;
    const { pictureOf } = await this.#renderer;
    if (this.#ofAll.isSpent('') || this.#ofAddress.isSpent(address)) return null;
    const began = threadMs();
    try {
      return pictureFrom(pictureOf(draft));
    } finally {
      const ms = threadMs() - began;
      this.#ofAll.spend('', ms);
      this.#ofAddress.spend(address, ms);
    }
  }
}

function pictureFrom(html: string): Picture {
  const styles = new Set([...html.matchAll(STYLE)].map(([, style = '']) => style));
  return { html, styleHashes: [...styles].map(hashOf) };
}

function hashOf(style: string): string {
  return `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
}
