-- Sets the job that opens a scheduled draft at its time.
create or replace function app_private.arm_start(draft uuid, starts_at timestamptz)
returns void
language plpgsql
volatile
as $$
begin
  perform graphile_worker.add_job(
    'draft_start', json_build_object('draftId', draft), run_at => starts_at, job_key => app_private.start_key(draft)
  );
end;
$$;
