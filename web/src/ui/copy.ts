import { say } from '../state/toasts.ts';
import { t } from '../texts.ts';
import { opensOnlyHere } from './opens_only_here.ts';

/** Copies a text; where the browser does not let a page do that, it shows the text to be copied by hand. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(opensOnlyHere(text) ? t.onlyHere.copied : t.copied);
  } catch {
    say(text);
  }
}
