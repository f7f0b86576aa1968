import { useQuery } from '@tanstack/react-query';
import { DraftAuditDocument } from '../../../../client/operations.generated.ts';
import { reasonOf, service } from '../../state/service.ts';
import { auditLine } from '../../texts/audit.ts';
import { when } from '../../texts/format.ts';
import { t } from '../../texts.ts';
import { CloseAction, Dialog } from '../../ui/Dialog.tsx';

/** What commissioners and operators did, the newest first. */
export default function Audit({
  draftId,
  onClose,
}: {
  readonly draftId: string;
  readonly onClose: () => void;
}) {
  const { data, error } = useQuery({
    queryKey: ['audit', draftId],
    queryFn: () => service.ask(DraftAuditDocument, { draftId }),
    staleTime: 0,
  });
  const entries = [...(data?.draft?.auditEntries.nodes ?? [])].reverse();
  return (
    <Dialog title={t.commissioner.audit} onClose={onClose} wide>
      <p className="small muted">{t.commissioner.auditHow}</p>
      {error && <p className="notice bad">{reasonOf(error)}</p>}
      {data && entries.length === 0 && <p className="muted">{t.commissioner.auditEmpty}</p>}
      <ol className="log">
        {entries.map(({ id, action, facts, at, actor, team }) => (
          <li key={id}>
            <span className="line">
              {actor?.name ?? t.commissioner.operator} {auditLine(action, facts)}
              {team && ` (${team.name})`}
            </span>
            <time className="small muted" dateTime={at}>
              {when(at)}
            </time>
          </li>
        ))}
      </ol>
      <CloseAction onClose={onClose} />
    </Dialog>
  );
}
