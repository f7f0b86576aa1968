-- Notes when a locked draft that is, or comes, in progress pauses by itself next: the first of its planned times after an instant. A pause
-- whose time has come holds, also where its alarm rings late.
create or replace function app_private.plan_pause(draft uuid, at timestamptz)
returns void
language sql
volatile
as $$
  update app_public.drafts d
  set next_pause_at = (
    select min(planned.pause) from unnest(s.pause_at) as planned (pause) where planned.pause > plan_pause.at
  )
  from app_public.draft_settings s
  where d.id = plan_pause.draft and s.draft_id = d.id and (d.next_pause_at is null or d.next_pause_at > plan_pause.at);
$$;
