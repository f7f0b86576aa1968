-- Refuses everybody who does not run the league. The caller has checked that they may see it.
create or replace function app_private.require_commissioner(actor app_private.actor, league uuid)
returns void
language plpgsql
stable
as $$
begin
  perform app_private.require_signed_in(actor);
  if not app_private.may_run(actor, league) then
    perform app_private.refuse('NOT_COMMISSIONER', jsonb_build_object('leagueId', league));
  end if;
end;
$$;
