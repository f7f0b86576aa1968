import type { EventField } from './event_kind.ts';

/** A kind of event of a league: a sentence, and its facts, as the triggers of migrations/functions/outbox write them. */
export interface LeagueEventKind {
  readonly description: string;
  readonly fields: Readonly<Record<string, EventField>>;
}

const MANAGER = {
  teamId: ['UUID!', 'The team, by its id.'],
  managerId: ['UUID', 'Who drafts for it now; null: nobody.'],
  formerManagerId: ['UUID', 'Who drafted for it until now; null: nobody.'],
} as const satisfies Record<string, EventField>;

/** What can happen to a league: the one table of its event kinds. A test compares it with what the database allows. */
export const leagueEventKinds: Readonly<Record<string, LeagueEventKind>> = {
  MEMBER_JOINED: { description: 'A team that nobody drafted for got a manager.', fields: MANAGER },
  MEMBER_REPLACED: { description: 'A team got another manager.', fields: MANAGER },
  MEMBER_LEFT: { description: 'A team has no manager any more.', fields: MANAGER },
  DRAFT_CREATED: {
    description: 'A draft of the league was created.',
    fields: {
      draftId: ['UUID!', 'The draft, by its id.'],
      startsAt: ['Datetime', 'When it opens by itself; null: somebody opens it.'],
    },
  },
  DRAFT_DELETED: {
    description: 'A draft of the league that was never opened was deleted.',
    fields: { draftId: ['UUID!', 'The draft, by its id.'] },
  },
};
