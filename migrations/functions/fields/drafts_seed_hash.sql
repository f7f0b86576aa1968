-- The SHA-256 of the seed that the order of a draft is drawn from, in hexadecimal; null for a draft that was opened before there were draws.
create or replace function app_public.drafts_seed_hash(draft app_public.drafts)
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select encode(sha256(s.seed), 'hex') from app_private.draft_seeds s where s.draft_id = draft.id;
$$;
comment on function app_public.drafts_seed_hash(app_public.drafts) is
  'The SHA-256 of the seed that the order is drawn from (drawOrder), in hexadecimal: told from the beginning, so that nobody can choose the seed later. Null for a draft that was opened before there were draws.';
