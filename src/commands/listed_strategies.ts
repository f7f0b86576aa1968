import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../config/config.ts';
import { messageOf } from '../telemetry/error_text.ts';

/** Where a preset is, as the stock command lines look for it in the folder they run in. */
const FILES = ['graphile.config.ts', 'graphile.config.mts', 'graphile.config.mjs', 'graphile.config.js'];

/**
 * The modules with strategies of others that the preset of a folder lists: that of the folder the process runs in, unless told. Throws a
 * ConfigError where it cannot be read.
 */
export async function listedStrategies(folder = process.cwd()): Promise<readonly string[]> {
  const file = FILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) return [];
  try {
    const { default: preset } = (await import(pathToFileURL(file).href)) as {
      default?: GraphileConfig.Preset;
    };
    return strategiesOf(preset);
  } catch (error) {
    // What a variable has to be is not the file's to correct.
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${file} cannot be read: ${messageOf(error)}`);
  }
}

/** What a preset lists, or else the last of those that it extends, as the stock command lines resolve it. */
function strategiesOf(preset: GraphileConfig.Preset | undefined): readonly string[] {
  if (preset?.draft?.strategies) return preset.draft.strategies;
  for (const extended of preset?.extends?.toReversed() ?? []) {
    const listed = strategiesOf(extended);
    if (listed.length > 0) return listed;
  }
  return [];
}
