-- The oldest message that waits in a league (null: of those about none), with what its source may do, for whoever handles it now: nobody else gets it,
-- nor those behind it, until it is settled or the lease is over. No row: none waits, or somebody has it.
create or replace function app_private.next_message(league uuid)
returns table (
  id uuid,
  body jsonb,
  kinds text[],
  source_league_id uuid,
  acts_as_operator boolean,
  created_by uuid
)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  -- Longer than handling takes: whoever had it is gone.
  leased_for constant interval := '20 seconds';
  at timestamptz;
  oldest app_public.inbox;
begin
  -- A lease that is forgotten in a crash is taken again: it need not wait for the disk.
  perform set_config('synchronous_commit', 'off', true);
  select * into oldest from app_public.inbox m
  where m.state = 'WAITING' and m.league_id is not distinct from league
  order by m.place
  limit 1
  for no key update;
  at := clock_timestamp();
  if not found or oldest.leased_until > at then
    return;
  end if;
  update app_public.inbox m set leased_until = at + leased_for where m.id = oldest.id;
  return query
  select m.id, m.body, s.kinds, s.league_id, s.acts_as_operator, s.created_by
  from app_public.inbox m
  join app_public.sources s on s.id = m.source_id
  where m.id = oldest.id;
end;
$$;
