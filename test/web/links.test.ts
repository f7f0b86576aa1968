import { describe, expect, it } from 'vitest';
import { hashOf, newSecret } from '../../src/api/identity/cookies.ts';
import { claimInvitation, createInvitation, revokeInvitation } from '../../src/database/identity.ts';
import { createUser, setTeamManager } from '../../src/database/leagues.ts';
import type { TestDraft } from '../support/drafts.ts';
import { CHROMIUM, PATIENTLY } from './support/browser.ts';
import { managerId, type Stage, useStage } from './support/stage.ts';

interface Sent {
  readonly draft: TestDraft;
  readonly hash: Buffer;
  readonly invitationId: string;
}

describe.skipIf(CHROMIUM === null)('a link that opens nothing', PATIENTLY, () => {
  let stage: Stage;
  useStage((opened) => {
    stage = opened;
  });

  /** Invites somebody to the first team of a league; answers the secret of the link. */
  async function invite(draft: TestDraft): Promise<Sent & { readonly secret: string }> {
    const secret = newSecret();
    const [teamId = ''] = draft.teamIds;
    const hash = hashOf(secret);
    const { id } = await createInvitation(stage.database.pool, { teamId, hash, actor: draft.commissioner });
    return { draft, secret, hash, invitationId: id };
  }

  /** What makes an invitation worthless, and what the page then says; a link of a state that is missing here does not open either. */
  const SPOILT: Record<string, { says: RegExp; spoil: (sent: Sent) => Promise<unknown> }> = {
    expired: {
      says: /is too old/,
      spoil: ({ hash }) =>
        stage.database.pool.query(
          `update app_public.invitations set created_at = created_at - interval '1 year',
             expires_at = expires_at - interval '1 year' where hash = $1`,
          [hash],
        ),
    },
    revoked: {
      says: /was taken back/,
      spoil: ({ invitationId, draft }) =>
        revokeInvitation(stage.database.pool, invitationId, draft.commissioner),
    },
    'used by somebody else': {
      says: /was used already/,
      spoil: ({ hash }) =>
        claimInvitation(stage.database.pool, {
          ...{ hash, name: 'Zoe', userId: null, sessionHash: hashOf(newSecret()) },
        }),
    },
    'for a team that somebody got meanwhile': {
      says: /was given to a manager after this invitation was made/,
      spoil: async ({ draft }) =>
        setTeamManager(
          stage.database.pool,
          draft.teamIds[0] ?? '',
          await createUser(stage.database.pool, 'Yan'),
          draft.commissioner,
        ),
    },
  };

  it.each(Object.entries(SPOILT))('says why, and what to do: %s', async (_, { says, spoil }) => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1 });
    const { secret, ...sent } = await invite(draft);
    await spoil(sent);
    for (const who of [null, managerId(draft, 2)]) {
      const page = await stage.page(who, 'somebody with a link');
      await page.goto(`/join#${secret}`);
      await page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
      await page.locator('#app').getByText(says).first().waitFor();
      expect(await page.locator('a[href="/"]').count()).toBe(1);
      expect(await page.locator('form').count()).toBe(0);
    }
  });

  it('says what to do where it is cut off, wrong, or for the other page', async () => {
    const draft = await stage.newDraft({ teams: 2, rounds: 1 });
    const { secret } = await invite(draft);
    const page = await stage.page(null, 'somebody with a wrong link');
    const wrong = [
      ['/join', 'This link is not complete'],
      ['/join#', 'This link is not complete'],
      [`/join#${secret.slice(0, -4)}`, 'not known here'],
      [`/join#${newSecret()}`, 'not known here'],
      ['/sign-in', 'it prints a new one'],
      [`/sign-in#${secret}`, 'it prints a new one'],
    ];
    for (const [path = '', says = ''] of wrong) {
      await page.goto('about:blank');
      await page.goto(path);
      await page.getByRole('heading', { name: 'This link opens nothing' }).waitFor();
      expect(await page.locator('main p:empty').count()).toBe(0);
      await page.locator('#app').getByText(says).first().waitFor();
    }
    // None of those used it up.
    await page.goto(`/join#${secret}`);
    await page.getByRole('heading', { name: 'Join League' }).waitFor();
  });
});
