import { addTime } from './add_time.ts';
import { addToQueue } from './add_to_queue.ts';
import { archiveDraft } from './archive_draft.ts';
import { archiveLeague } from './archive_league.ts';
import { cancelDraft } from './cancel_draft.ts';
import { changeDraftSettings } from './change_draft_settings.ts';
import { correctPick } from './correct_pick.ts';
import { createDraft } from './create_draft.ts';
import { createEndpoint } from './create_endpoint.ts';
import { createEventTicket } from './create_event_ticket.ts';
import { createLeague } from './create_league.ts';
import { createPool } from './create_pool.ts';
import { createPreview } from './create_preview.ts';
import { createSource } from './create_source.ts';
import { deleteDraft } from './delete_draft.ts';
import { deleteEndpoint } from './delete_endpoint.ts';
import { deleteLeague } from './delete_league.ts';
import { deletePool } from './delete_pool.ts';
import { deleteRanking } from './delete_ranking.ts';
import { deleteSource } from './delete_source.ts';
import { drainProcess } from './drain_process.ts';
import { drawOrder } from './draw_order.ts';
import { dropDeadLetters } from './drop_dead_letters.ts';
import { forcePick } from './force_pick.ts';
import { giveWord } from './give_word.ts';
import { importPool } from './import_pool.ts';
import { importRanking } from './import_ranking.ts';
import { inviteManager } from './invite_manager.ts';
import { inviteManagers } from './invite_managers.ts';
import { makePick } from './make_pick.ts';
import { moveInQueue } from './move_in_queue.ts';
import type { Mutation } from './mutation.ts';
import { pauseDraft } from './pause_draft.ts';
import { previewPool } from './preview_pool.ts';
import { previewRanking } from './preview_ranking.ts';
import { react } from './react.ts';
import { rearmDraft } from './rearm_draft.ts';
import { removeFromQueue } from './remove_from_queue.ts';
import { renameDraft } from './rename_draft.ts';
import { renameLeague } from './rename_league.ts';
import { renameMe } from './rename_me.ts';
import { renameTeam } from './rename_team.ts';
import { reorderSlots } from './reorder_slots.ts';
import { replayDeadLetters } from './replay_dead_letters.ts';
import { resetClock } from './reset_clock.ts';
import { resumeDraft } from './resume_draft.ts';
import { retryMessage } from './retry_message.ts';
import { revokeInvitation } from './revoke_invitation.ts';
import { rollBackDraft } from './roll_back_draft.ts';
import { rotateEndpointSecret } from './rotate_endpoint_secret.ts';
import { rotateSourceSecret } from './rotate_source_secret.ts';
import { setAutopilot } from './set_autopilot.ts';
import { setEndpointEnabled } from './set_endpoint_enabled.ts';
import { setPlayerStatus } from './set_player_status.ts';
import { setQueue } from './set_queue.ts';
import { setRanking } from './set_ranking.ts';
import { setStrategy } from './set_strategy.ts';
import { setTeamManager } from './set_team_manager.ts';
import { skipPick } from './skip_pick.ts';
import { startDraft } from './start_draft.ts';
import { swapPicks } from './swap_picks.ts';
import { testEndpoint } from './test_endpoint.ts';
import { tradePicks } from './trade_picks.ts';
import { undoLast } from './undo_last.ts';

/** Every mutation of the API: the one table. The schema, the rights of docs/rights.md, and the attacks of the tests read it. */
export const mutations = [
  createLeague,
  renameLeague,
  archiveLeague,
  deleteLeague,
  renameTeam,
  setTeamManager,
  inviteManager,
  inviteManagers,
  revokeInvitation,
  createDraft,
  createPreview,
  changeDraftSettings,
  reorderSlots,
  giveWord,
  drawOrder,
  renameDraft,
  archiveDraft,
  deleteDraft,
  startDraft,
  pauseDraft,
  resumeDraft,
  cancelDraft,
  makePick,
  skipPick,
  addTime,
  resetClock,
  rollBackDraft,
  undoLast,
  correctPick,
  swapPicks,
  tradePicks,
  forcePick,
  setQueue,
  addToQueue,
  moveInQueue,
  removeFromQueue,
  previewPool,
  importPool,
  createPool,
  deletePool,
  previewRanking,
  importRanking,
  setRanking,
  deleteRanking,
  renameMe,
  createEventTicket,
  setAutopilot,
  setStrategy,
  setPlayerStatus,
  react,
  createEndpoint,
  rotateEndpointSecret,
  setEndpointEnabled,
  deleteEndpoint,
  testEndpoint,
  replayDeadLetters,
  dropDeadLetters,
  createSource,
  rotateSourceSecret,
  deleteSource,
  retryMessage,
  rearmDraft,
  drainProcess,
] as const satisfies readonly Mutation[];

/** The name of a mutation of the API. */
export type MutationName = (typeof mutations)[number]['name'];
