-- A sign from a team to everybody in the room, in the place of its last one. One a second; what comes faster is left out.
create or replace function app_private.react(
  draft uuid,
  team uuid,
  sign app_private.reaction_sign,
  actor app_private.actor
)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  seen constant app_public.drafts := app_private.require_draft(draft, actor);
  at constant timestamptz := clock_timestamp();
begin
  perform app_private.require_seat(seen, team, actor, for_commissioner => true);
  insert into app_private.reactions as old (draft_id, team_id, sign, at)
  values (draft, team, react.sign, at)
  on conflict (draft_id, team_id) do update set sign = excluded.sign, at = excluded.at
  where old.at < excluded.at - interval '1 second';
end;
$$;
