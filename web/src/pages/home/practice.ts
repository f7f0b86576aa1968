import { CreatePreviewDocument } from '../../../../client/operations.generated.ts';
import { rememberPractice } from '../../state/left_practice.ts';
import { service } from '../../state/service.ts';
import { t } from '../../texts.ts';

/** How somebody practises: how many teams there are, which place in the order is theirs, and how fast the bots think. */
export interface Practice {
  readonly teams: number;
  /** From 1; null: a place by chance. */
  readonly seat: number | null;
  readonly speed: keyof typeof SPEEDS;
}

/** How many times as fast as people the bots think. */
export const SPEEDS = { people: 1, brisk: 4, fast: 20 } as const;
export const TEAM_COUNTS = [8, 10, 12, 14];

export const USUAL_PRACTICE: Practice = { teams: 12, seat: null, speed: 'brisk' };

/** A practice draft against bots, which has begun; answers its id. It is nobody else's, and gone after a day. */
export async function startPractice({ teams, seat, speed }: Practice): Promise<string> {
  const place = seat ?? 1 + Math.floor(Math.random() * teams);
  const { createPreview } = await service.ask(
    CreatePreviewDocument,
    { seat: place, bots: teams - 1, speed: SPEEDS[speed] },
    { once: true },
  );
  const draftId = createPreview?.draft?.id;
  if (draftId === undefined) throw new Error(t.room.missing);
  rememberPractice(draftId);
  return draftId;
}
