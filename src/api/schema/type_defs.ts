import { payloadsSdl } from './mutations/payloads.ts';
import { mutations } from './mutations/registry.ts';
import { companySdl } from './sdl/company.ts';
import { draftAtSdl } from './sdl/draft_at.ts';
import { settingsSdl } from './sdl/draft_settings.ts';
import { eventsSdl } from './sdl/events.ts';
import { rollBackPreviewSdl } from './sdl/roll_back_preview.ts';

/** The mutations, and what they answer. */
export const mutationTypeDefs = [payloadsSdl, ...mutations.map(({ sdl }) => sdl)];

/** What the API adds to the tables: mutations that go through the door, and the events of a draft. */
export const typeDefs = [
  ...[settingsSdl, ...mutationTypeDefs, eventsSdl, companySdl],
  ...[draftAtSdl, rollBackPreviewSdl],
];
