import { lstatSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../telemetry/error_text.ts';
import { EmbeddedError } from './errors.ts';
import { readText } from './layout.ts';

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the links between the libraries of the npm package where they are missing. npm leaves links out of packages; the package's
 * install script makes them, which `npm ci --ignore-scripts` does not run. The server then ends with an error of the loader.
 * @param root folder of the package, which `native/pg-symlinks.json` names its links from
 * @throws EmbeddedError where they are missing and this process may not make them
 */
export function linkLibraries(root: string, packageName: string): void {
  const list = readText(join(root, 'native', 'pg-symlinks.json'));
  if (list === null) return;
  for (const { source, target } of links.parse(JSON.parse(list))) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // Another process that starts as well may have been faster.
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw new EmbeddedError(
        `The libraries of the embedded PostgreSQL are not linked (npm package ${packageName}, installed without its install ` +
          `script), and this process may not link them: ${messageOf(error)}. ` +
          `Run "npm rebuild ${packageName}" as the user who installed it, or set DATABASE_URL.`,
        { cause: error },
      );
    }
  }
}
