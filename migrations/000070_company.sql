-- Who is in the rooms of drafts, and their reactions. Neither is an event or worth a disk: both tables are gone after a crash, and what
-- is in them is thrown away within a minute.

create unlogged table app_private.company (
  draft_id uuid not null references app_public.drafts on delete cascade,
  process uuid not null,
  user_ids uuid[] not null,
  visitors integer not null constraint "as many visitors as there are" check (visitors >= 0),
  told_at timestamptz not null,
  primary key (draft_id, process)
);
comment on table app_private.company is
  'Who follows a draft through which process of the API, as each tells every few seconds.';

create type app_private.reaction_sign as enum ('CHEER', 'FIRE', 'LAUGH', 'OUCH', 'THINK', 'HURRY');
comment on type app_private.reaction_sign is 'A reaction in the room of a draft.';

create unlogged table app_private.reactions (
  draft_id uuid not null references app_public.drafts on delete cascade,
  team_id uuid not null references app_public.teams on delete cascade,
  sign app_private.reaction_sign not null,
  at timestamptz not null,
  primary key (draft_id, team_id)
);
comment on table app_private.reactions is 'The last reaction of each team of a draft.';
