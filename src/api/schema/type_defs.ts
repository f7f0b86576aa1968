import { settingsSdl } from './sdl/draft_settings.ts';
import { eventsSdl } from './sdl/events.ts';
import { mutationsSdl } from './sdl/mutations.ts';

/** What the API adds to the tables: mutations that go through the door, and the events of a draft. */
export const typeDefs = [settingsSdl, mutationsSdl, eventsSdl];
