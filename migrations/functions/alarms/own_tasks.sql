-- The tasks whose jobs this program may remove; jobs of other programs' tasks are left alone.
create or replace function app_private.own_tasks()
returns integer[]
language sql
stable
as $$
  select array(
    select task.id from graphile_worker._private_tasks task where task.identifier in ('draft_timeout', 'draft_start')
  );
$$;
