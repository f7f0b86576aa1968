-- Seats the teams of a locked draft that has not opened in another order; what its settings say of a team (its trades, keepers and
-- forfeits) goes with it to its new slot. teams: all of them, the first gets slot 1.
create or replace function app_private.seat_teams(draft uuid, teams uuid[])
returns void
language plpgsql
volatile
as $$
declare
  -- By the slot that a team had: the one that it gets.
  moved constant integer[] := array(
    select array_position(teams, s.team_id) from app_public.draft_slots s where s.draft_id = draft order by s.slot
  );
  settings jsonb;
begin
  select app_private.settings_told(s) into strict settings
  from app_public.draft_settings s where s.draft_id = draft;
  perform app_private.write_settings(draft, settings || (
    select jsonb_object_agg(listed.name, (
      select coalesce(jsonb_agg(entry || (
        select jsonb_object_agg(said.key, moved[said.value::integer])
        from jsonb_each_text(entry) as said
        where said.key in ('slot', 'owner', 'cellSlot')
      ) order by place), '[]')
      from jsonb_array_elements(settings -> listed.name) with ordinality as e (entry, place)
    ))
    from unnest(array['tradedPicks', 'keepers', 'forfeits']) as listed (name)
  ));
  update app_public.draft_slots s set slot = array_position(teams, s.team_id) where s.draft_id = draft;
end;
$$;
