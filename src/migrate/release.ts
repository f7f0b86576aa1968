import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A release of this program. */
export interface Release {
  readonly version: string;
  /** The release before it, whose processes work on the schema of this one; null where there is none. */
  readonly follows: string | null;
}

const MANIFEST = join(import.meta.dirname, '..', '..', 'package.json');

/** The release that this program is, or will be part of. The headings of CHANGELOG.md say the same. */
export const RELEASE: Release = {
  version: (JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string }).version,
  follows: '0.2.0',
};
