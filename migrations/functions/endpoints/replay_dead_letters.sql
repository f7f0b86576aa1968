-- Asks for dead letters of an endpoint to be sent once more: that one, or all (null; at most so many). Answers how many.
create or replace function app_private.replay_dead_letters(endpoint uuid, dead_letter uuid, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  most constant integer := 1000;
  chosen uuid[];
begin
  perform app_private.require_endpoint(endpoint, actor);
  chosen := array(
    select l.id from app_public.dead_letters l
    where l.endpoint_id = endpoint and (dead_letter is null or l.id = dead_letter)
    order by l.stream_id, l.version
    limit most
  );
  if dead_letter is not null and chosen = '{}' then
    perform app_private.refuse('DEAD_LETTER_NOT_FOUND');
  end if;
  if chosen <> '{}' then
    perform graphile_worker_relay.add_jobs(array(
      select row(
        'send_extra', json_build_object('endpointId', endpoint, 'deadLetterId', c.id), null, null, 1::smallint, 'replay ' || c.id, null, null
      )::graphile_worker_relay.job_spec
      from unnest(chosen) as c (id)
    ));
  end if;
  return cardinality(chosen);
end;
$$;
