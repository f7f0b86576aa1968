import { t } from '../texts.ts';
import { opensOnlyHere } from './opens_only_here.ts';

/** Says of a link that is shared that no other device can open it, and what to do; nothing of one that others can. */
export function OnlyHere({ link }: { readonly link: string }) {
  if (!opensOnlyHere(link)) return null;
  return (
    <p className="notice warn only-here" role="note">
      <span>
        <b>{t.onlyHere.title}</b> {t.onlyHere.how(new URL(link).port || '80')}
      </span>
    </p>
  );
}
