-- Records that a worker process keeps the time. A gap since the last heartbeat that was too long is an outage, and is recorded.
--
-- keeps_time: the caller records a heartbeat every second. A job that runs on a stock worker only ends the outage; the time until the
-- next job is no outage, since there no process keeps the time anyway.
create or replace function app_private.record_heartbeat(now_there timestamptz, keeps_time boolean)
returns app_private.pulse
language plpgsql
volatile
as $$
declare
  renewed_after constant interval := '500 milliseconds';
  last app_private.pulse;
  is_outage boolean;
begin
  select * into last from app_private.pulse;
  is_outage := coalesce(last.at < now_there - last.longest_silence, false);
  if not is_outage and (not keeps_time or last.at between now_there - renewed_after and now_there) then
    return last;
  end if;
  -- While a draft of the outage before this one still waits for its time, both count as one.
  if is_outage and not exists (
    select from app_public.drafts d
    where d.state = 'IN_PROGRESS' and d.next_deadline > last.outage_began and d.next_deadline <= last.outage_ended
  ) then
    last.outage_began := last.at;
  end if;
  -- Of several calls at once one updates the row; the others wait for it, and read what it wrote.
  update app_private.pulse p
  set at = case when keeps_time then now_there end,
      outage_began = last.outage_began,
      outage_ended = case when is_outage then now_there else last.outage_ended end
  where p.at is not distinct from last.at
  returning p.* into last;
  if not found then
    select * into last from app_private.pulse;
  end if;
  return last;
end;
$$;
