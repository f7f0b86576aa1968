import { useQuery } from '@tanstack/react-query';
import { PracticeDocument, type PracticeQuery } from '../../../../client/operations.generated.ts';
import { leftPractice } from '../../state/left_practice.ts';
import { service } from '../../state/service.ts';
import { LOOK_EVERY_MS } from '../look_every.ts';

export type LeftPractice = NonNullable<PracticeQuery['draft']>;

/** The last practice draft of somebody, as long as it is there, theirs and not cancelled; null: there is none, or it is not known yet. */
export function useLeftPractice(): LeftPractice | null {
  const draftId = leftPractice();
  const { data } = useQuery({
    queryKey: ['practice', draftId],
    queryFn: () => (draftId === null ? null : service.ask(PracticeDocument, { draftId })),
    enabled: draftId !== null,
    staleTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  });
  const draft = data?.draft;
  return draft?.isPreview && draft.myTeam && draft.state !== 'CANCELLED' ? draft : null;
}
