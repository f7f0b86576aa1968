-- Leagues that were put away and got a draft all the same, or one of whose drafts was reopened: they come back, as they do from now on.
update app_public.leagues l set archived_at = null
where l.archived_at is not null and exists (
  select from app_public.drafts d where d.league_id = l.id and d.state not in ('COMPLETED', 'CANCELLED')
);
