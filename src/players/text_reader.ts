import { Worker } from 'node:worker_threads';
import { ImportError } from './import_error.ts';
import type { Reading, ReadTask, Told } from './read_task.ts';

/** The program of the thread. */
const THREAD = new URL('./reading_thread.ts', import.meta.url);
/** Far longer than the largest text takes. */
const READ_WITHIN_MS = 10_000;
/** Without work for so long the thread ends, and its memory with it. */
const IDLE_MS = 30_000;
const MOST_MEGABYTES = 256;
/** Texts that wait, of all people. */
const MOST_WAITING = 20;

/** Too many texts wait to be read. */
export class TooManyTexts extends Error {
  override readonly name = 'TooManyTexts';
}

/**
 * Reads texts that people send, in a thread of its own, one after the other: a text of 5,000 rows takes a fifth of a second, in which
 * nobody's pick has to wait. A text that takes too long, or too much memory, ends the thread and nothing else.
 */
export class TextReader {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #thread: Worker | null = null;
  #ending: NodeJS.Timeout | undefined;

  /** What a text says. Throws an ImportError for one that cannot be read, and TooManyTexts where too many wait. */
  async read<Task extends ReadTask>(task: Task): Promise<Reading<Task>> {
    if (this.#waiting >= MOST_WAITING) throw new TooManyTexts('Too many texts wait to be read');
    this.#waiting += 1;
    const told = this.#last.then(() => this.#ask(task));
    this.#last = told.catch(() => undefined);
    try {
      const answer = await told;
      if ('refused' in answer) throw new ImportError(answer.refused.why, answer.refused.rejected);
      return answer.reading;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Ends the thread; another one starts with the next text. */
  close(): void {
    if (this.#thread) this.#end(this.#thread);
  }

  async #ask<Task extends ReadTask>(task: Task): Promise<Told<Task>> {
    clearTimeout(this.#ending);
    const thread = this.#running();
    thread.ref();
    let patience: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Told<Task>>((resolve, reject) => {
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', () =>
          reject(new ImportError('The text could not be read: it takes too much memory.')),
        );
        patience = setTimeout(
          () => reject(new ImportError('The text could not be read: it takes too long.')),
          READ_WITHIN_MS,
        );
        thread.postMessage(task);
      });
    } catch (error) {
      this.#end(thread);
      throw error;
    } finally {
      clearTimeout(patience);
      // Not all: listeners of its own keep it going.
      for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
      // One that was ended tells of it, to nobody.
      thread.on('error', () => undefined);
      thread.unref();
      this.#ending = setTimeout(() => this.#end(thread), IDLE_MS).unref();
    }
  }

  #running(): Worker {
    this.#thread ??= new Worker(THREAD, {
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
      // The program's own options, such as a heap of its size, are not the thread's.
      execArgv: [],
      env: {},
    });
    return this.#thread;
  }

  #end(thread: Worker): void {
    if (this.#thread === thread) this.#thread = null;
    void thread.terminate();
  }
}
