-- Whether the actor may act for a whole league: its commissioner, an operator, or the service's clock.
create or replace function app_private.runs_league(actor app_private.actor, league uuid)
returns boolean
language sql
stable
as $$
  select actor.kind in ('OPERATOR', 'CLOCK') or exists (
    select from app_public.leagues l where l.id = league and l.commissioner_id = actor.user_id
  );
$$;
