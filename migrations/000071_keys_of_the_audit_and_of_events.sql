-- Foreign keys that cost more than they protect: each is looked up, with a lock of the row it names, for every row that is written.

-- An entry outlives what it is about: that a draft was deleted is worth noting. Who may read entries is decided by their league.
alter table app_public.audit_entries
  drop constraint audit_entries_league_id_fkey,
  drop constraint audit_entries_draft_id_fkey,
  drop constraint audit_entries_team_id_fkey;

-- Only append_events writes events, for drafts that its caller has locked. What the key did when a draft is deleted, a trigger does.
alter table app_public.draft_events drop constraint draft_events_draft_id_fkey;

-- The body lives in functions/; the trigger needs the name.
create function app_private.delete_events_of_drafts() returns trigger language plpgsql as 'begin return null; end';
create trigger drafts_take_their_events_along after delete on app_public.drafts
  referencing old table as gone
  for each statement execute function app_private.delete_events_of_drafts();
