// Every text that the room shows, for somebody who has never seen the product: a file for each part of it.
import { commissioner } from './texts/commissioner.ts';
import { company } from './texts/company.ts';
import { draft } from './texts/draft.ts';
import { home, join, practice, signIn } from './texts/home.ts';
import { league } from './texts/league.ts';
import { replay, results, tv } from './texts/pages.ts';
import { errors, settings } from './texts/person.ts';
import { room } from './texts/room.ts';

const STATE_WORDS = {
  SCHEDULED: 'Not started',
  IN_PROGRESS: 'Drafting',
  PAUSED: 'Paused',
  COMPLETED: 'Finished',
  CANCELLED: 'Cancelled',
} as const;

export const t = {
  product: 'Draft Orchestrator',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  share: 'Share',
  back: 'Back',
  retry: 'Try again',
  states: STATE_WORDS,
  ...{
    home,
    practice,
    signIn,
    join,
    league,
    draft,
    room,
    company,
    commissioner,
    tv,
    results,
    replay,
    settings,
    errors,
  },
};
