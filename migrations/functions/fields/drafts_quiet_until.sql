-- Until when it is quiet in a draft, asked now; null where time counts, and for a draft without quiet hours or that is over.
create or replace function app_public.drafts_quiet_until(draft app_public.drafts)
returns timestamptz
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select app_private.quiet_until(statement_timestamp(), s.quiet)
  from app_public.draft_settings s
  where s.draft_id = draft.id and (s.quiet).zone is not null and draft.state not in ('COMPLETED', 'CANCELLED');
$$;
comment on function app_public.drafts_quiet_until(app_public.drafts) is
  'Until when it is quiet now, so that no clock runs; null where it is not.';
