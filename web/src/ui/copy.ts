import { say } from '../state/toasts.ts';
import { t } from '../texts.ts';

/** Copies a text; where the browser does not let a page do that, it shows the text to be copied by hand. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(t.copied);
  } catch {
    say(text);
  }
}
