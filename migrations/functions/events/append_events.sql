-- Writes the next event of each of some locked drafts, all of one kind: with append_event the only insert into draft_events. Place by place:
-- the draft, its new version, the facts. No draft is among them twice.
--
-- deadlines: when the clock acts that the event starts, which every event that puts a team on the clock tells (null where it starts none
-- after all); left out for kinds that never start one. rules: the other instants (see clock_facts); left out where all drafts are plain.
create or replace function app_private.append_events(
  drafts uuid[],
  versions integer[],
  at timestamptz,
  kind app_public.draft_event_kind,
  facts jsonb[],
  deadlines timestamptz[] default null,
  rules app_private.clock[] default null
)
returns void
language plpgsql
volatile
as $$
begin
  -- One alone, as of most deeds: without the join of lists.
  if cardinality(drafts) = 1 then
    perform app_private.append_event(
      drafts[1], versions[1], at, kind,
      facts[1] || case when deadlines is null then '{}' else app_private.clock_facts(deadlines[1], rules[1]) end
    );
    return;
  end if;
  insert into app_public.draft_events (draft_id, version, at, kind, data)
  select
    e.draft, e.version, append_events.at, append_events.kind,
    case
      when deadlines is null then e.data
      when rules is null then e.data || jsonb_build_object('deadline', e.deadline)
      else e.data || app_private.clock_facts(e.deadline, rules[e.place])
    end
  from unnest(drafts, versions, facts, deadlines) with ordinality as e (draft, version, data, deadline, place);
end;
$$;
