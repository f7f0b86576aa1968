-- Has the clock of a locked draft act where no player could be chosen for the team: by the rules of time of the draft a cell may be passed
-- over, the team be waited for, or a planned pause come first. Answers whether it did.
create or replace function app_private.act_without_choice(running app_public.drafts, at timestamptz)
returns boolean
language plpgsql
volatile
as $$
declare
  judged app_private.judged_pick;
begin
  if running.bank_before is null or running.due_at is null or running.due_at > at then
    return false;
  end if;
  judged := app_private.judge_pick(
    jsonb_build_object('kind', 'AUTO', 'draftId', running.id, 'pickNumber', running.current_pick), at
  );
  judged.version := running.version + 1;
  judged := app_private.act_at_zero(judged, at, in_outage => false);
  return judged.outcome in ('passed', 'waiting', 'paused');
end;
$$;
