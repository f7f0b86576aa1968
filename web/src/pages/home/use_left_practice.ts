import { useQuery } from '@tanstack/react-query';
import { PracticeDocument, type PracticeQuery } from '../../../../client/operations.generated.ts';
import { leftPractice } from '../../state/left_practice.ts';
import { service } from '../../state/service.ts';

export type LeftPractice = NonNullable<PracticeQuery['draft']>;

/** The practice draft that somebody left, as long as it is there, theirs and not over; null: there is none, or it is not known yet. */
export function useLeftPractice(): LeftPractice | null {
  const draftId = leftPractice();
  const { data } = useQuery({
    queryKey: ['practice', draftId],
    queryFn: () => (draftId === null ? null : service.ask(PracticeDocument, { draftId })),
    enabled: draftId !== null,
    staleTime: 0,
  });
  const draft = data?.draft;
  const isOver = draft?.state === 'COMPLETED' || draft?.state === 'CANCELLED';
  return draft?.isPreview && draft.myTeam && !isOver ? draft : null;
}
