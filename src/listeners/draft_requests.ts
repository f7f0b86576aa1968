import { z } from 'zod';
import { pauseDraft } from '../database/life_cycle.ts';
import { openDraft } from '../orchestrator/open_draft.ts';
import { idShape } from '../shapes.ts';
import { listener } from './listener.ts';

const data = z.strictObject({ draftId: idShape });

/** Somebody outside asks for a draft to be opened. */
export const draftStartRequested = listener({
  kind: 'draft.start_requested',
  version: 1,
  data,
  async handle({ db, announcer, actor }, { draftId }) {
    announcer.announce({ draftId, version: await openDraft(db, draftId, actor) });
  },
});

/** Somebody outside asks for the clock of a draft to be stopped. */
export const draftPauseRequested = listener({
  kind: 'draft.pause_requested',
  version: 1,
  data,
  async handle({ db, announcer, actor }, { draftId }) {
    announcer.announce({ draftId, version: await pauseDraft(db, draftId, actor) });
  },
});
