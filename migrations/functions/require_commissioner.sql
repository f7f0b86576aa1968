-- Refuses everybody who does not run the league.
create or replace function app_private.require_commissioner(actor app_private.actor, league uuid)
returns void
language plpgsql
stable
as $$
begin
  if actor.kind = 'USER' and actor.user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  if not app_private.runs_league(actor, league) then
    perform app_private.refuse('NOT_COMMISSIONER', jsonb_build_object('leagueId', league));
  end if;
end;
$$;
