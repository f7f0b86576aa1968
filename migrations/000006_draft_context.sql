-- A draft in progress with what strategies need: what read_contexts and read_due answer.
--
-- limit_positions, limit_players: as in draft_settings. players: by pick number, nothing where the cell is open.
-- owners: by pick number, the place of the team in seats, from 0. These four are lists with commas: arrays and JSON
-- took twice as long to write and to read.
-- seats: [team, strategy, queue version, wish list], by slot.
-- overdue_ms: since when the clock has run out; negative while it runs.
create type app_private.draft_context as (
  draft_id uuid,
  version integer,
  overdue_ms double precision,
  due_at timestamptz,
  pool_id uuid,
  current_pick integer,
  roster_slots jsonb,
  limit_positions text,
  limit_players text,
  players text,
  owners text,
  seats json
);

-- They list their columns no more; both come back from functions/ in the same start.
drop function if exists app_private.read_due(uuid, integer, interval);
drop function if exists app_private.read_contexts(uuid[], boolean);
