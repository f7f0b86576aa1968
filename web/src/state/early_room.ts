import type { EarlyRoom } from '../../../client/live_draft.ts';
import { service } from './service.ts';

/** Pages that show a draft as soon as they are there. */
const ROOM = /^\/d\/([0-9a-f-]{36})(?:\/tv)?\/?$/i;

let asked: { readonly draftId: string; readonly answers: EarlyRoom } | null = null;

/** Asks for the draft that an address shows, before there is anything to show it with. */
export function askEarly(path: string): void {
  const [, draftId] = ROOM.exec(path) ?? [];
  if (draftId === undefined) return;
  const answers = { room: service.room(draftId), players: service.firstPlayers(draftId) };
  // Whoever takes an answer hears of its failure.
  for (const answer of Object.values(answers)) answer.catch(() => undefined);
  asked = { draftId, answers };
}

/** What was asked for early, once; undefined where nothing was of this draft. */
export function takeEarly(draftId: string): EarlyRoom | undefined {
  const taken = asked?.draftId === draftId ? asked.answers : undefined;
  asked = null;
  return taken;
}
