import { expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import { LiveDraft } from '../../client/live_draft.ts';
import { applyPick } from '../../src/database/picks.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();

/** Picks while it reads the history of a draft, and follows the draft only when told to. */
class LateFollower extends DraftClient {
  readonly #draft: TestDraft;
  #begin: () => void = () => undefined;
  readonly #begun = new Promise<void>((resolve) => {
    this.#begin = resolve;
  });

  constructor(draft: TestDraft) {
    super({ url: api.url });
    this.#draft = draft;
  }

  begin(): void {
    this.#begin();
  }

  override async history(...asked: Parameters<DraftClient['history']>) {
    const { draftId, players, commissioner: actor } = this.#draft;
    const [playerId = 0] = players;
    await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber: 1, playerId, actor });
    return super.history(...asked);
  }

  override async *follow(...asked: Parameters<DraftClient['follow']>) {
    await this.#begun;
    yield* super.follow(...asked);
  }
}

it('a draft kept up to date has each event once, though its history is read when there is more than was followed', async () => {
  const draft = await newDraft(database.pool, { teams: 2 });
  const client = new LateFollower(draft);
  const live = new LiveDraft(client, draft.draftId);
  live.start();
  try {
    await until(async () => live.view().events.length > 0 || undefined);
    client.begin();
    await until(async () => live.view().state?.version === 3 || undefined);
    expect(live.view().events.map(({ version }) => version)).toEqual([1, 2, 3]);
  } finally {
    live.stop();
  }
});
