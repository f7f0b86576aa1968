-- Refuses everybody who does not run the league; what they know of it was asked before.
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
