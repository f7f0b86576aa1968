-- The drafts that count in numbers: those that were opened in a period, from since up to but without until, and are no previews. The one
-- place that says so.
create or replace function app_private.counted_drafts(since timestamptz, until timestamptz)
returns setof app_public.drafts
language sql
stable
as $$
  select d.* from app_public.drafts d
  where d.opened_at >= since and d.opened_at < until and not d.is_preview;
$$;
