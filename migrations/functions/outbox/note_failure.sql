-- An endpoint did not take the next event of a stream: it is tried again after a pause that doubles, with jitter; after too many attempts it
-- is a dead letter, and the stream goes on behind it. Answers the cursor as it is to be written.
create or replace function app_private.note_failure(behind app_private.endpoint_cursors, failed jsonb, at timestamptz)
returns app_private.endpoint_cursors
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  most_attempts constant integer := 16;
  first_seconds constant double precision := 2;
  longest_seconds constant double precision := 1800;
  longest_retry_after constant double precision := 3600;
  -- Of least() alone a null would come out as the longest.
  retry_after constant double precision := case
    when failed ->> 'retryAfter' is not null then least((failed ->> 'retryAfter')::double precision, longest_retry_after)
  end;
  gone constant boolean := coalesce((failed ->> 'gone')::boolean, false);
begin
  perform app_private.note_endpoint_failure(behind.endpoint_id, at, failed ->> 'error', retry_after, gone);
  -- Whoever is gone, or said when to come back, refused no event.
  if gone or retry_after is not null then
    behind.retry_at := at + coalesce(retry_after, 0) * interval '1 second';
    return behind;
  end if;
  behind.attempts := behind.attempts + 1;
  if behind.attempts >= most_attempts then
    insert into app_public.dead_letters (stream_id, endpoint_id, version, at, attempts, error)
    values (
      behind.stream_id, behind.endpoint_id, (failed ->> 'version')::integer, note_failure.at, behind.attempts,
      coalesce(failed ->> 'error', 'not taken')
    )
    on conflict do nothing;
    behind.version := (failed ->> 'version')::integer;
    behind.attempts := 0;
    behind.retry_at := null;
    return behind;
  end if;
  behind.retry_at := at + interval '1 second' * (0.5 + random() / 2)
    * least(first_seconds * 2 ^ (behind.attempts - 1), longest_seconds);
  return behind;
end;
$$;
