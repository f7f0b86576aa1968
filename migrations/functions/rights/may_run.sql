-- Whether the actor may act for a whole league: its commissioner, an operator, or the service's clock.
create or replace function app_private.may_run(actor app_private.actor, league uuid)
returns boolean
language plpgsql
stable
as $$
begin
  return (actor).kind in ('OPERATOR', 'CLOCK') or exists (
    select from app_private.leagues_run_by((actor).user_id) as run (league_id) where run.league_id = league
  );
end;
$$;
