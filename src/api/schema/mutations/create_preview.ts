import { randomInt } from 'node:crypto';
import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { FASTEST, LARGEST_SEED, PREVIEW_SETTINGS, SLOWEST, USUAL_BOTS } from '../../../draft/previews.ts';
import * as orchestrator from '../../../orchestrator/create_preview.ts';
import { requireTime } from '../least_clock.ts';
import { settingsShape } from '../settings_input.ts';
import { mutation } from './mutation.ts';

const MOST_BOTS = 64;

export const createPreview = mutation({
  name: 'createPreview',
  isForSignedIn: true,
  countedAs: 'PREVIEW',
  input: z.object({
    settings: settingsShape.nullish(),
    seat: z.int().nullish(),
    bots: z.int().min(1).max(MOST_BOTS).nullish(),
    speed: z.number().min(SLOWEST).max(FASTEST).nullish(),
    seed: z.int().min(0).max(LARGEST_SEED).nullish(),
    poolId: z.guid().nullish(),
  }),
  sdl: gql`
    """
    A preview that has begun.
    """
    type PreviewPayload {
      """
      The draft; its field preview has the seed.
      """
      draft: Draft
      """
      Opens it for everybody: no list shows it. A whole address where PUBLIC_URL is set; else the path alone, to be put behind the
      address of the service.
      """
      link: String!
    }

    extend type Mutation {
      """
      Starts a practice draft against bots, which needs no league. It runs as any draft does, on the same clocks; no list shows it, and it is
      thrown away after 24 hours. For everybody who is signed in.
      """
      createPreview(
        """
        How it is played. Nothing: as most leagues draft, with 60 seconds a pick. A preview begins at once, and is seen by whoever has its link:
        startsAt and visibility have no effect.
        """
        settings: DraftSettingsInput
        """
        The viewer's place in the draft order, from 1. Nothing: the viewer watches, and every team is a bot.
        """
        seat: Int
        """
        How many bots draft: 11 unless told.
        """
        bots: Int
        """
        How many times as fast as people the bots think, 1 to 100: for 2 to 12 seconds at speed 1, and at speed 100 for no time. The clock of
        the viewer's own picks is that of the settings.
        """
        speed: Float
        """
        What the tastes of the bots and their thinking times are drawn from, 0 to 2147483647: the same seed drafts the same. Nothing: any.
        """
        seed: Int
        """
        The players to choose from. Nothing: the newest pool for all whose players can fill the rosters.
        """
        poolId: UUID
      ): PreviewPayload
    }
  `,
  async run({ db, announcer, access }, { settings, ...given }, actor) {
    const wanted = settings?.settings ?? PREVIEW_SETTINGS;
    requireTime(wanted, null, actor, access);
    const { draftId, version } = await orchestrator.createPreview(
      db(),
      {
        settings: wanted,
        poolId: given.poolId ?? null,
        seat: given.seat ?? null,
        bots: given.bots ?? USUAL_BOTS,
        speed: given.speed ?? SLOWEST,
        seed: given.seed ?? randomInt(LARGEST_SEED),
      },
      actor,
    );
    announcer().announce({ draftId, version });
    return { draftId, link: `${access.publicUrl ?? ''}/d/${draftId}` };
  },
});
