import { spawn } from 'node:child_process';
import type { Log } from '../telemetry/log.ts';

/**
 * Opens an address in the browser of whoever sits at this terminal; nothing where there is no terminal, no desktop, or it is another
 * machine's. The address is printed as well, so a browser that does not open is no failure.
 */
export function openBrowser(url: string, log: Log): void {
  const { DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION, CI } = process.env;
  if (!process.stdout.isTTY || SSH_CONNECTION !== undefined || CI !== undefined) return;
  const [program, args] = opener(url);
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', (error) => log.debug({ err: error }, 'No browser could be opened'));
  child.unref();
}

function opener(url: string): [program: string, args: string[]] {
  if (process.platform === 'darwin') return ['open', [url]];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  return ['xdg-open', [url]];
}
