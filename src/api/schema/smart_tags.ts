import { jsonPgSmartTags } from 'postgraphile/utils';

const HIDDEN = { behavior: '-*' };
const READ_ONLY = '-insert -update -delete';
/** Reached from the draft, league or pool it belongs to, not from the root. */
const BELONGS = {
  behavior: `${READ_ONLY} -query:resource:list -query:resource:connection -query:resource:single`,
};
const BY_ID = { behavior: `${READ_ONLY} -query:resource:list -query:resource:connection` };
const LISTED = { behavior: READ_ONLY };
/** Columns without an index by which lists can be filtered and ordered all the same: what is visible to one person is little. */
const FILTERED = { tags: { behavior: '+filterBy' } };
const ORDERED = { tags: { behavior: '+orderBy' } };
const FILTERED_AND_ORDERED = { tags: { behavior: '+filterBy +orderBy' } };

/** What of the tables the API shows, and under which names. Everything is read-only: changes go through functions. */
export const smartTags = jsonPgSmartTags({
  version: 1,
  config: {
    class: {
      'app_public.users': { tags: BY_ID },
      'app_public.leagues': {
        tags: LISTED,
        attribute: { name: FILTERED_AND_ORDERED, created_at: ORDERED },
        constraint: { leagues_commissioner_id_fkey: { tags: { foreignFieldName: 'leaguesRun' } } },
      },
      'app_public.teams': {
        tags: BY_ID,
        attribute: { manager_since: { tags: HIDDEN }, ordinal: { tags: HIDDEN } },
        constraint: {
          teams_have_a_name_of_their_own_in_the_league: { tags: HIDDEN },
          teams_manager_id_fkey: { tags: { foreignFieldName: 'teamsManaged' } },
        },
      },
      'app_public.player_pools': {
        tags: LISTED,
        attribute: { name: FILTERED_AND_ORDERED, created_at: ORDERED, owner_id: FILTERED },
        constraint: {
          player_pools_owner_id_fkey: { tags: { fieldName: 'owner', foreignFieldName: 'pools' } },
        },
      },
      'app_public.players': {
        tags: BY_ID,
        attribute: {
          ...{ position_bits: { tags: HIDDEN }, folded_name: { tags: HIDDEN }, is_private: { tags: HIDDEN } },
          name: ORDERED,
        },
        constraint: {
          players_have_a_rank_of_their_own_in_the_pool: { tags: HIDDEN },
          players_pool_id_fkey: { tags: { foreignFieldName: 'players' } },
        },
      },
      'app_public.drafts': {
        tags: LISTED,
        attribute: {
          ...{ job_id: { tags: HIDDEN }, due_at: { tags: HIDDEN }, remaining: { tags: HIDDEN } },
          // Answered by functions, which know that null means nextDeadline.
          ...{ clock_ends_at: { tags: HIDDEN }, deadline: { tags: HIDDEN }, bank_before: { tags: HIDDEN } },
          ...{ state: FILTERED, visibility: FILTERED },
          ...{ created_at: ORDERED, starts_at: ORDERED, ended_at: ORDERED },
        },
        constraint: { drafts_pool_id_fkey: { tags: { foreignFieldName: 'drafts' } } },
      },
      'app_public.draft_settings': {
        tags: { ...BELONGS },
        // Answered by schema/settings_out.ts, with the names and types of the input.
        attribute: {
          ...{ limit_positions: { tags: HIDDEN }, limit_players: { tags: HIDDEN } },
          ...{ pick_order: { tags: HIDDEN }, roster_slots: { tags: HIDDEN }, traded_picks: { tags: HIDDEN } },
          ...{ keepers: { tags: HIDDEN }, forfeits: { tags: HIDDEN } },
          ...{ seconds_per_pick_by_round: { tags: HIDDEN }, has_time_rules: { tags: HIDDEN } },
          ...{ quiet_hours: { tags: HIDDEN }, quiet: { tags: HIDDEN }, position_maximums: { tags: HIDDEN } },
        },
        constraint: { draft_settings_draft_id_fkey: { tags: { foreignSingleFieldName: 'settings' } } },
      },
      'app_public.previews': {
        tags: BELONGS,
        attribute: { thinking_seconds: { tags: HIDDEN } },
        constraint: { previews_draft_id_fkey: { tags: { foreignSingleFieldName: 'preview' } } },
      },
      'app_public.draft_slots': {
        tags: BELONGS,
        attribute: {
          ...{
            queue_version: { tags: HIDDEN },
            has_time_rules: { tags: HIDDEN },
            came_back: { tags: HIDDEN },
          },
        },
        constraint: { draft_slots_draft_id_fkey: { tags: { foreignFieldName: 'slots' } } },
      },
      // There is no foreign key on purpose (see migrations/000002_drafts.sql); the API knows the relation all the same.
      'app_public.picks': {
        tags: { ...BELONGS, foreignKey: '(player_id) references app_public.players (id)' },
        // Its index is partial and begins with the draft.
        attribute: { player_id: FILTERED_AND_ORDERED },
        constraint: {
          picks_picked_by_fkey: { tags: { fieldName: 'picker', foreignFieldName: 'picksMade' } },
        },
      },
      // Whoever sees an entry is who wrote it.
      'app_public.queue_entries': {
        tags: BELONGS,
        attribute: { manager_id: { tags: HIDDEN } },
        constraint: { queue_entries_manager_id_fkey: { tags: HIDDEN } },
      },
      // Whoever sees one is whose it is; schema/rankings.ts answers the players, whose ids are of the type ID.
      'app_public.rankings': {
        tags: LISTED,
        attribute: {
          ...{ owner_id: { tags: HIDDEN }, player_ids: { tags: HIDDEN }, version: { tags: HIDDEN } },
          name: FILTERED_AND_ORDERED,
        },
        constraint: {
          rankings_owner_id_fkey: { tags: HIDDEN },
          rankings_have_a_name_of_their_own_in_the_pool: { tags: HIDDEN },
          rankings_pool_id_fkey: { tags: { foreignFieldName: 'rankings' } },
        },
      },
      // Whoever sees it is the manager whose it is.
      'app_public.team_strategies': {
        tags: BELONGS,
        attribute: { manager_id: { tags: HIDDEN } },
        constraint: {
          team_strategies_draft_id_fkey: { tags: { foreignFieldName: 'teamStrategies' } },
          team_strategies_team_id_fkey: { tags: { foreignFieldName: 'teamStrategies' } },
          team_strategies_manager_id_fkey: { tags: HIDDEN },
        },
      },
      // Read with its pick, as privateReason.
      'app_public.pick_reasons': { tags: HIDDEN },
      'app_public.player_statuses': {
        tags: BELONGS,
        constraint: {
          player_statuses_player_id_fkey: { tags: { foreignSingleFieldName: 'status' } },
          player_statuses_pool_id_fkey: { tags: { foreignFieldName: 'statuses' } },
        },
      },
      'app_public.draft_events': { tags: HIDDEN },
      'app_public.invitations': {
        tags: BELONGS,
        attribute: { hash: { tags: HIDDEN } },
        constraint: {
          invitations_have_a_secret_of_their_own: { tags: HIDDEN },
          invitations_invited_by_fkey: {
            tags: { fieldName: 'inviter', foreignFieldName: 'invitationsMade' },
          },
          invitations_claimed_by_fkey: {
            tags: { fieldName: 'claimer', foreignFieldName: 'invitationsClaimed' },
          },
        },
      },
      // Those of all leagues belong to none: operators find them in the list.
      'app_public.endpoints': {
        tags: LISTED,
        constraint: {
          endpoints_created_by_fkey: { tags: { fieldName: 'creator', foreignFieldName: 'endpointsCreated' } },
        },
      },
      'app_public.deliveries': { tags: BELONGS },
      'app_public.sources': {
        tags: LISTED,
        constraint: {
          sources_created_by_fkey: { tags: { fieldName: 'creator', foreignFieldName: 'sourcesCreated' } },
        },
      },
      'app_public.inbox': {
        tags: { ...BELONGS, name: 'messages' },
        attribute: { place: { tags: HIDDEN }, leased_until: { tags: HIDDEN } },
        constraint: {
          inbox_takes_a_message_once: { tags: HIDDEN },
          inbox_source_id_fkey: { tags: { foreignFieldName: 'messages' } },
        },
      },
      'app_public.dead_letters': {
        tags: BELONGS,
        constraint: { dead_letters_pkey: { tags: HIDDEN }, dead_letters_have_an_identity: { tags: HIDDEN } },
      },
      'app_public.audit_entries': {
        tags: {
          ...BELONGS,
          // Entries outlive what they are about (see migrations/000071_keys_of_the_audit_and_of_events.sql).
          foreignKey: [
            '(actor_id) references app_public.users (id)|@fieldName actor|@foreignFieldName actions',
            '(league_id) references app_public.leagues (id)',
            '(draft_id) references app_public.drafts (id)',
            '(team_id) references app_public.teams (id)',
          ],
        },
      },
    },
  },
});
