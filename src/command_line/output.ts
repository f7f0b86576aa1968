import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

let isWatched = false;
let isLost = false;

/**
 * Makes sure that this process does not end well where its output is lost. Where nobody reads stdout any more, as behind `| head`, it ends
 * quietly; where stdout cannot be written, as on a full disk, it says so on stderr and ends with 1. What cannot be said on stderr is not said.
 */
export function watchOutput(): void {
  if (isWatched) return;
  isWatched = true;
  if (!(process.stdout instanceof Socket)) writeWhole();
  process.stdout.on('error', lose);
  process.stderr.on('error', () => undefined);
}

/**
 * Node.js writes to a file once, and takes what a disk had no room for as written: only the next write would fail. What fails is told at
 * once, since a program that ends now hears of no event any more.
 */
function writeWhole(): void {
  const { stdout } = process;
  stdout._write = (chunk: Uint8Array, _encoding, done) => {
    try {
      for (let written = 0; written < chunk.length; ) written += writeSync(stdout.fd, chunk, written);
      done();
    } catch (error) {
      lose(error as NodeJS.ErrnoException);
      done(error as Error);
    }
  };
}

function lose({ code, message }: NodeJS.ErrnoException): void {
  // Whatever else is written is lost as well.
  if (isLost) return;
  isLost = true;
  if (code !== 'EPIPE') {
    process.stderr.write(
      `The output cannot be written (${message}). What was written of it is not whole: make room where it goes, and run this again.\n`,
    );
    // A command that is asked to stop may still answer that all is well.
    process.once('exit', () => {
      process.exitCode = 1;
    });
  }
  // As at a signal, so that what this process has started ends with it.
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit();
}
