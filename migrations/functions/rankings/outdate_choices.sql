-- Makes choices stale that a clock made for the teams of a person in drafts of a pool: those teams count as if their queues had changed.
-- Seats of several drafts are locked here without the drafts, and whoever picks for several drafts locks seats too. So nobody is waited
-- for while one of them is held: what was locked is given back, and all are asked for again.
create or replace function app_private.outdate_choices(person uuid, pool uuid)
returns void
language plpgsql
volatile
as $$
declare
  most_tries constant integer := 100;
  pause constant double precision := 0.02;
begin
  for tries in 1..most_tries loop
    begin
      perform from app_public.draft_slots seat
      join app_public.teams t on t.id = seat.team_id and t.manager_id = person
      join app_public.drafts d on d.id = seat.draft_id and d.pool_id = pool and d.state not in ('COMPLETED', 'CANCELLED')
      for no key update of seat nowait;
      update app_public.draft_slots seat set queue_version = seat.queue_version + 1
      from app_public.teams t, app_public.drafts d
      where t.id = seat.team_id and t.manager_id = person
        and d.id = seat.draft_id and d.pool_id = pool and d.state not in ('COMPLETED', 'CANCELLED');
      return;
    exception
      when lock_not_available then
        if tries = most_tries then
          raise;
        end if;
    end;
    perform pg_sleep(pause);
  end loop;
end;
$$;
