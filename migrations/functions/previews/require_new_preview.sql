-- Refuses who may not create a preview, or not with that pool (null: none is named), or has too many: asked before anything is made of the
-- settings.
create or replace function app_private.require_new_preview(pool uuid, actor app_private.actor)
returns void
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  most_previews constant integer := 100;
  previews integer;
begin
  perform app_private.require_person(actor);
  select count(*) into previews
  from app_public.drafts d
  join app_public.leagues l on l.id = d.league_id
  where l.commissioner_id = (actor).user_id and l.is_preview;
  if previews >= most_previews and (actor).kind <> 'OPERATOR' then
    perform app_private.refuse('TOO_MANY_PREVIEWS', jsonb_build_object('previews', previews, 'most', most_previews));
  end if;
  if pool is not null then
    -- A league of previews has drafted from whatever pool it was given.
    perform app_private.require_usable_pool(pool, null, actor);
  end if;
end;
$$;
