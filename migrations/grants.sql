-- Who may do what. Applied after the functions, in the same transaction: nothing is ever open in between.

revoke all on schema app_public, app_private from public;
revoke all on all tables in schema app_public, app_private from public;
-- PostgreSQL lets every role execute a new function; here only the functions granted below, and only to the API.
revoke all on all functions in schema app_public, app_private from public;

grant usage on schema app_public to :"visitor_role";
grant select on
  app_public.users, app_public.leagues, app_public.teams, app_public.player_pools, app_public.players,
  app_public.drafts, app_public.draft_settings, app_public.draft_slots, app_public.picks,
  app_public.queue_entries, app_public.draft_events, app_public.audit_entries,
  app_public.team_strategies, app_public.pick_reasons, app_public.player_statuses,
  app_public.endpoints, app_public.deliveries, app_public.dead_letters, app_public.sources, app_public.inbox,
  app_public.rankings, app_public.previews
to :"visitor_role";
grant execute on function
  app_public.viewer_id(), app_public.viewer_is_operator(),
  app_public.drafts_players(app_public.drafts, text, boolean, text),
  app_public.drafts_player_news(app_public.drafts, integer),
  app_public.drafts_remaining_seconds(app_public.drafts),
  app_public.drafts_pause_cause(app_public.drafts),
  app_public.drafts_clock_ends_at(app_public.drafts),
  app_public.drafts_deadline(app_public.drafts),
  app_public.drafts_seed_hash(app_public.drafts),
  app_public.drafts_quiet_until(app_public.drafts),
  app_public.drafts_my_team(app_public.drafts),
  app_public.picks_private_reason(app_public.picks),
  app_public.board_plan(app_public.drafts),
  app_public.board(uuid, jsonb)
to :"visitor_role";
-- Not their hash.
grant select (id, team_id, invited_by, created_at, expires_at, claimed_at, claimed_by, revoked_at)
  on app_public.invitations to :"visitor_role";
-- The policies call them; they answer only what concerns the viewer.
grant usage on schema app_private to :"visitor_role";
grant execute on function app_private.viewer_leagues(), app_private.viewer_runs(), app_private.shown_draft()
to :"visitor_role";
-- Texts in, texts out: the search for players reads with them.
grant execute on function app_private.fold_name(text), app_private.plain_position(text), app_private.search_text(text)
to :"visitor_role";

grant usage on schema app_public, app_private to :"api_role";
grant execute on function
  app_private.apply_picks(jsonb, uuid),
  app_private.apply_pick(uuid, integer, integer, boolean, text, app_private.actor),
  app_private.pause_draft(uuid, app_private.actor, text),
  app_private.resume_draft(uuid, app_private.actor, text),
  app_private.cancel_draft(uuid, app_private.actor, text),
  app_private.add_time(uuid, double precision, integer, app_private.actor, text),
  app_private.reset_clock(uuid, integer, app_private.actor, text),
  app_private.skip_pick(uuid, integer, app_private.actor, text),
  app_private.roll_back(uuid, integer, integer, app_private.actor, text),
  app_private.preview_rollback(uuid, integer, app_private.actor),
  app_private.correct_pick(uuid, integer, integer, integer, app_private.actor, text),
  app_private.swap_picks(uuid, integer, integer, integer, app_private.actor, text),
  app_private.trade_picks(uuid, jsonb, integer, app_private.actor, text),
  app_private.read_for_force(uuid, app_private.actor),
  app_private.read_ranking_on_clock(uuid, uuid, app_private.actor),
  app_private.force_pick(
    uuid, integer, integer, integer, integer, text, text, text, app_private.actor, text
  ),
  app_private.read_order(uuid, app_private.actor),
  app_private.read_settings(uuid, app_private.actor),
  app_private.change_settings(
    uuid, integer, jsonb, timestamptz, app_public.draft_visibility, app_private.actor
  ),
  app_private.read_plan(uuid, app_private.actor),
  app_private.read_position_supply(uuid, uuid, app_private.actor),
  app_private.read_kept_players(uuid, uuid, integer[]),
  app_private.open_draft(uuid, integer, jsonb, integer[], integer[], app_private.actor),
  app_private.rename_draft(uuid, text, app_private.actor),
  app_private.reorder_slots(uuid, uuid[], app_private.actor, text),
  app_private.give_word(uuid, uuid, text, app_private.actor),
  app_private.draw_order(uuid, app_private.actor, text),
  app_private.delete_draft(uuid, app_private.actor),
  app_private.archive_draft(uuid, boolean, app_private.actor),
  app_private.rename_league(uuid, text, app_private.actor),
  app_private.delete_league(uuid, app_private.actor),
  app_private.archive_league(uuid, boolean, app_private.actor),
  app_private.rename_team(uuid, text, app_private.actor),
  app_private.create_user(text),
  app_private.rename_me(text, app_private.actor),
  app_private.create_league(text, jsonb, app_private.actor),
  app_private.require_new_pool(boolean, app_private.actor),
  app_private.create_own_pool(text, jsonb, boolean, app_private.actor),
  app_private.delete_pool(uuid, app_private.actor),
  app_private.read_visible_pool(uuid, app_private.actor),
  app_private.set_team_manager(uuid, uuid, app_private.actor),
  app_private.require_new_draft(uuid, uuid, app_private.actor),
  app_private.create_draft(
    uuid, uuid, uuid[], jsonb, timestamptz, app_public.draft_visibility, app_private.actor
  ),
  app_private.require_new_preview(uuid, app_private.actor),
  app_private.create_preview(
    uuid, jsonb, text[], integer, double precision, integer, double precision[], app_private.actor
  ),
  app_private.pools_for_preview(integer, integer),
  app_private.set_queue(uuid, uuid, integer[], app_private.actor),
  app_private.add_to_queue(uuid, uuid, integer, integer, app_private.actor),
  app_private.move_in_queue(uuid, uuid, integer, integer, app_private.actor),
  app_private.remove_from_queue(uuid, uuid, integer, app_private.actor),
  app_private.count_drafts(timestamptz, timestamptz, app_private.actor),
  app_private.count_sources(timestamptz, timestamptz, app_private.actor),
  app_private.count_rounds(timestamptz, timestamptz, app_private.actor),
  app_private.count_minutes(timestamptz, timestamptz, app_private.actor),
  app_private.set_ranking(uuid, text, integer[], app_private.actor),
  app_private.delete_ranking(uuid, app_private.actor),
  app_private.set_autopilot(uuid, uuid, boolean, app_private.actor),
  app_private.read_own_ranking(uuid, app_private.actor),
  app_private.read_for_suggestions(uuid, uuid, app_private.actor),
  app_private.read_pool(uuid),
  app_private.require_new_strategy(uuid, uuid, app_private.actor),
  app_private.set_strategy(uuid, uuid, text, jsonb, app_private.actor),
  app_private.set_player_news(uuid, jsonb, app_private.actor),
  app_private.react(uuid, uuid, app_private.reaction_sign, app_private.actor),
  app_private.exchange_rooms(uuid, uuid[], uuid[]),
  app_private.visible_versions(uuid[], text[], uuid[]),
  app_private.read_news(uuid[], integer[], integer),
  app_private.note_traces(uuid[], integer[], text[]),
  app_private.create_event_ticket(uuid, bytea, app_private.actor, bytea, timestamptz),
  app_private.claim_event_ticket(uuid, bytea),
  app_private.read_events(uuid, integer, integer),
  app_private.find_identity(text, text, text),
  app_private.create_invitation(uuid, bytea, app_private.actor),
  app_private.create_invitations(uuid[], bytea[], app_private.actor),
  app_private.read_invitation(bytea, uuid),
  app_private.revoke_invitation(uuid, app_private.actor),
  app_private.claim_invitation(bytea, text, uuid, bytea),
  app_private.live_sessions(bytea[]),
  app_private.end_session(bytea, boolean),
  app_private.start_session(uuid, bytea),
  app_private.read_draft_page(uuid, uuid),
  app_private.read_needs(uuid),
  app_private.require_new_endpoint(uuid, app_public.endpoint_kind, app_private.actor),
  app_private.create_endpoint(uuid, app_public.endpoint_kind, text, text, text, app_private.actor),
  app_private.delete_endpoint(uuid, app_private.actor),
  app_private.set_endpoint_enabled(uuid, boolean, app_private.actor),
  app_private.rotate_endpoint_secret(uuid, text, interval, app_private.actor),
  app_private.test_endpoint(uuid, app_private.actor),
  app_private.note_exports(integer, app_private.actor),
  app_private.read_exports(bigint, integer, integer, app_private.actor),
  app_private.replay_dead_letters(uuid, uuid, app_private.actor),
  app_private.drop_dead_letters(uuid, uuid, app_private.actor),
  app_private.read_source(uuid),
  app_private.receive_message(uuid, text, jsonb),
  app_private.create_source(uuid, text, text[], text, app_private.actor),
  app_private.delete_source(uuid, app_private.actor),
  app_private.rotate_source_secret(uuid, text, interval, app_private.actor),
  app_private.retry_message(uuid, app_private.actor),
  app_private.read_service_as(integer, integer, double precision, integer, app_private.actor),
  app_private.drain_process(integer, boolean, app_private.actor),
  app_private.rearm_draft(uuid, app_private.actor)
to :"api_role";
