-- Choices of the clock that need no second judgement.

-- Sets are written by apply_choices now; what is judged is written one by one.
drop function if exists app_private.write_picks(app_private.judged_pick[], timestamptz);
alter type app_private.draft_context add attribute is_plain boolean;

-- What became of a choice of the clock: what apply_choices answers.
create type app_private.applied_choice as (
  place integer,
  -- picked, stale, skipped (locked by somebody), or judge: apply_picks has to be asked
  outcome text,
  team_id uuid,
  source app_public.pick_source,
  deadline timestamptz,
  next_pick integer,
  next_deadline timestamptz,
  picked_at timestamptz
);
drop function if exists app_private.picked_data(app_private.judged_pick);
-- Cells that were just filled, element i of each list: what is needed to go on with their drafts. version: that of the pick's event.
create type app_private.filled_cells as (
  places integer[],
  drafts uuid[],
  versions integer[],
  jobs bigint[],
  deadlines timestamptz[],
  pick_numbers integer[],
  rounds integer[],
  slots integer[],
  teams uuid[],
  players integer[],
  sources app_public.pick_source[],
  strategies text[],
  reasons text[]
);
