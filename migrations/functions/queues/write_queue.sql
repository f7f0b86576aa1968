-- Writes a locked queue (see lock_queue) as it is to be, from the first place that changed on; answers it. The pool is
-- asked about players who come in; whether somebody was drafted is not: they are passed over when the list is used.
create or replace function app_private.write_queue(
  draft uuid,
  team uuid,
  manager uuid,
  before integer[],
  after integer[]
)
returns integer[]
language plpgsql
volatile
as $$
declare
  most constant integer := 500;
  kept integer := 0;
  stranger integer;
begin
  if cardinality(after) > most then
    perform app_private.refuse('QUEUE_TOO_LONG', jsonb_build_object('players', cardinality(after), 'most', most));
  end if;
  select listed.player into stranger from unnest(after) as listed (player)
  where not exists (
    select from app_public.players p
    where p.id = listed.player and p.pool_id = (select d.pool_id from app_public.drafts d where d.id = draft)
  );
  if found then
    perform app_private.refuse('PLAYER_NOT_IN_POOL', jsonb_build_object('playerId', stranger));
  end if;
  if after = before then
    return after;
  end if;
  while before[kept + 1] = after[kept + 1] loop
    kept := kept + 1;
  end loop;
  update app_public.draft_slots seat set queue_version = seat.queue_version + 1
  where seat.draft_id = draft and seat.team_id = team;
  delete from app_public.queue_entries q
  where q.draft_id = draft and q.team_id = team and q.manager_id = manager and q.place > kept;
  insert into app_public.queue_entries (draft_id, team_id, manager_id, place, player_id)
  select draft, team, manager, kept + listed.place, listed.player
  from unnest(after[kept + 1:]) with ordinality as listed (player, place);
  return after;
end;
$$;
