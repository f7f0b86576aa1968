-- Drafts that wait for somebody are few among many, and whoever is on call looks for them every two seconds. Every pick moves
-- due_at, which has an index already, so no update becomes dearer by another one.
create index drafts_paused_or_failing on app_public.drafts (state)
  where state = 'PAUSED' or attempt_count > 0;
