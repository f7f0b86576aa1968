-- What a choice was made on is named with it: the draft's version for everything everybody may see, and a number of
-- its own for the wish list, which is nobody else's business and so no event.

alter table app_public.draft_slots add column queue_version integer not null default 0;
comment on column app_public.draft_slots.queue_version is 'How often the team''s wish list was replaced.';

-- Replaced by others, or with other arguments now.
drop function if exists app_private.apply_picks(jsonb, uuid);
drop function if exists app_private.write_picks(jsonb, timestamptz, uuid[]);
drop function if exists app_private.arm(uuid[], bigint[], timestamptz[]);
drop function if exists app_private.read_due(uuid, integer, uuid[]);
drop function if exists app_private.judge_picks(jsonb, timestamptz, uuid[]);
drop function if exists app_private.tick(uuid, interval, integer);
-- A request needs no number: the requests of a set are judged one after the other.
alter type app_private.judged_pick drop attribute ordinal;

create index drafts_by_start on app_public.drafts (starts_at) where state = 'SCHEDULED' and starts_at is not null;
