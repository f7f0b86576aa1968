-- Settings of a draft by the names that they are given under, as an event tells of them: every column of the settings, but those that are
-- worked out from others. None of them is private.
create or replace function app_private.settings_told(s app_public.draft_settings)
returns jsonb
language sql
stable
as $$
  select jsonb_object_agg(
    case setting.key
      when 'pick_order' then 'order'
      else lower(left(setting.key, 1)) || substr(replace(initcap(setting.key), '_', ''), 2)
    end,
    setting.value
  )
  from jsonb_each(
    to_jsonb(s) - array['draft_id', 'limit_positions', 'limit_players', 'quiet', 'has_time_rules']
  ) as setting;
$$;
