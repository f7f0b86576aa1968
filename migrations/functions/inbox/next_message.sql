-- The oldest message that waits about a league (null: about none), with what its source may do. No row: none waits.
create or replace function app_private.next_message(league uuid)
returns table (
  id uuid,
  body jsonb,
  kinds text[],
  source_league_id uuid,
  acts_as_operator boolean,
  created_by uuid
)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select m.id, m.body, s.kinds, s.league_id, s.acts_as_operator, s.created_by
  from app_public.inbox m
  join app_public.sources s on s.id = m.source_id
  where m.state = 'WAITING' and m.league_id is not distinct from next_message.league
  order by m.place
  limit 1;
$$;
