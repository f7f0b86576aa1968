import type { RoomAnswer } from '../../../client/draft_client.ts';
import { service } from './service.ts';

/** Pages that show a draft as soon as they are there. */
const ROOM = /^\/d\/([0-9a-f-]{36})(?:\/tv)?\/?$/i;

let asked: { readonly draftId: string; readonly answer: Promise<RoomAnswer> } | null = null;

/** Asks for the draft that an address shows, before there is anything to show it with. */
export function askEarly(path: string): void {
  const [, draftId] = ROOM.exec(path) ?? [];
  if (draftId === undefined) return;
  const answer = service.room(draftId);
  // Whoever takes the answer hears of its failure.
  answer.catch(() => undefined);
  asked = { draftId, answer };
}

/** The answer that was asked for early, once; undefined where there is none for this draft. */
export function takeEarly(draftId: string): Promise<RoomAnswer> | undefined {
  const taken = asked?.draftId === draftId ? asked.answer : undefined;
  asked = null;
  return taken;
}
