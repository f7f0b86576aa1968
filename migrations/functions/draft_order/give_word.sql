-- Notes the word that a team's manager gives for the draw of the order; another one replaces it until the draw. Answers the draft's
-- version.
create or replace function app_private.give_word(draft uuid, team uuid, word text, actor app_private.actor)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  waiting app_public.drafts := app_private.require_draft(draft, actor);
begin
  perform app_private.require_seat(waiting, team, actor, for_commissioner => false);
  perform app_private.require_plain_name(word);
  waiting := app_private.lock_draft(draft);
  -- Again: the team may have changed hands meanwhile.
  perform app_private.require_seat(waiting, team, actor, for_commissioner => false);
  if waiting.state <> 'SCHEDULED' then
    perform app_private.refuse('ORDER_FIXED', jsonb_build_object('state', waiting.state));
  elsif exists (select from app_private.draft_seeds s where s.draft_id = draft and s.drawn_at is not null) then
    perform app_private.refuse('ORDER_DRAWN_BEFORE');
  end if;
  update app_public.draft_slots s set word = give_word.word
  where s.draft_id = draft and s.team_id = team and s.word is distinct from give_word.word;
  if not found then
    return waiting.version;
  end if;
  update app_public.drafts d set version = waiting.version + 1 where d.id = draft;
  perform app_private.append_events(
    array[draft], array[waiting.version + 1], clock_timestamp(), 'WORD_GIVEN',
    array[jsonb_build_object('teamId', team, 'word', word)]
  );
  return waiting.version + 1;
end;
$$;
