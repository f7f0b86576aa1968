-- Why a draft is paused: the cause of its last PAUSED event, or ROLLED_BACK; null unless it is paused.
create or replace function app_public.drafts_pause_cause(draft app_public.drafts)
returns text
language sql
stable
as $$
  select case when e.kind::text = 'ROLLED_BACK' then 'ROLLED_BACK' else e.data ->> 'cause' end
  from app_public.draft_events e
  where draft.state = 'PAUSED' and e.draft_id = draft.id and e.kind::text in ('PAUSED', 'ROLLED_BACK')
  order by e.version desc
  limit 1;
$$;
comment on function app_public.drafts_pause_cause(app_public.drafts) is
  'Why the draft is paused: COMMISSIONER (somebody paused it), SCHEDULED (it was planned), FAILING (the clock could not pick), NO_PLAYER_FITS (no free player fits the roster of the team on the clock) or ROLLED_BACK (picks were undone). Null unless it is paused.';
