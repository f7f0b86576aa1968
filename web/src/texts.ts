// Every text that the room shows, for somebody who has never seen the product: a file for each part of it.
import { commissioner } from './texts/commissioner.ts';
import { company } from './texts/company.ts';
import { draft } from './texts/draft.ts';
import { home, join, practice, signIn } from './texts/home.ts';
import { league } from './texts/league.ts';
import { replay, results, tv } from './texts/pages.ts';
import { errors, leave, settings } from './texts/person.ts';
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
  keep: 'Keep it',
  copy: 'Copy',
  copied: 'Copied',
  share: 'Share',
  /** Of a link to this very machine. */
  onlyHere: {
    title: 'Only this computer can open this link.',
    how: (port: string) =>
      `For phones and other computers, start the service with HOST=0.0.0.0 and PUBLIC_URL=http://192.168.1.20:${port}, with this computer’s own address in your network (README, “Settings”).`,
    copied: 'Copied. Only this computer can open it: its address is 127.0.0.1.',
  },
  back: 'Back',
  outOfBounds: (least: number, most: number, value: number) =>
    `A whole number from ${least} to ${most} goes here; it stays ${value}.`,
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
    leave,
    errors,
  },
};
