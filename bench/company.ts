import { fileURLToPath } from 'node:url';
import { createUser } from '../src/database/leagues.ts';
import { createPlayerPool } from '../src/database/players.ts';
import { PREVIEW_SETTINGS } from '../src/draft/previews.ts';
import { createPreview } from '../src/orchestrator/create_preview.ts';
import { readBundledPool } from '../src/players/bundled_pool.ts';
import { NAMES } from './bad_strategies.ts';
import type { Scene } from './scene.ts';

const TEAMS = 12;

/** Drafts that are there to be in the way of the others: their picks are told apart. */
export interface Company {
  readonly draftIds: readonly string[];
  /** Modules with the strategies of them, by their URLs. */
  readonly plugIns: readonly string[];
}

export const NOBODY: Company = { draftIds: [], plugIns: [] };

/** Previews beside the drafts, and bad strategies of some of the drafts, as the options say. */
export async function addCompany(scene: Scene): Promise<Company> {
  const bad = await giveBadStrategies(scene);
  return {
    draftIds: [...(await addPreviews(scene)), ...bad],
    plugIns: bad.length === 0 ? [] : [fileURLToPath(new URL('bad_strategies.ts', import.meta.url))],
  };
}

/** Previews of bots alone, which run from now on. */
async function addPreviews({ db, kind, options, progress }: Scene): Promise<string[]> {
  const { previews, speed } = options;
  if (previews === 0) return [];
  const actor = { kind: 'OPERATOR', userId: await createUser(db, 'Bots') } as const;
  const poolId = await createPlayerPool(db, 'Bots', readBundledPool());
  const draftIds: string[] = [];
  for (let seed = 0; seed < previews; seed += 1) {
    progress(`${kind}: previews`, seed, previews);
    const wanted = { settings: PREVIEW_SETTINGS, poolId, seat: null, bots: TEAMS, speed, seed };
    draftIds.push((await createPreview(db, wanted, actor)).draftId);
  }
  return draftIds;
}

/** Gives some drafts strategies that do everything wrong, by turns. Answers which. */
async function giveBadStrategies({ db, options }: Scene): Promise<string[]> {
  const { drafts, badStrategies } = options;
  const count = Math.round(drafts * badStrategies);
  if (count === 0) return [];
  const { rows } = await db.query<{ id: string }>(
    `with chosen as (
       select id, row_number() over (order by id) as place from app_public.drafts where not is_preview order by id limit $1
     ), bad as (
       update app_public.draft_settings s
          set strategy = ($2::text[])[1 + chosen.place % cardinality($2::text[])]
         from chosen where s.draft_id = chosen.id
     )
     select id from chosen`,
    [count, NAMES],
  );
  return rows.map(({ id }) => id);
}
