import type { Attack } from './attack.ts';
import { aliasedQueries } from './attacks/aliased_queries.ts';
import { aliasedSubscriptions } from './attacks/aliased_subscriptions.ts';
import { costlyReads } from './attacks/costly_reads.ts';
import { costlyRosters } from './attacks/costly_rosters.ts';
import { eventReads } from './attacks/event_reads.ts';
import { fatEvents } from './attacks/fat_events.ts';
import { fullReads } from './attacks/full_reads.ts';
import { givenUpOperations } from './attacks/given_up_operations.ts';
import { guessedInvitations } from './attacks/guessed_invitations.ts';
import { hookFlood } from './attacks/hook_flood.ts';
import { hookedMarks } from './attacks/hooked_marks.ts';
import { largeAnswers } from './attacks/large_answers.ts';
import { largeRequests } from './attacks/large_requests.ts';
import { manyPieces } from './attacks/many_pieces.ts';
import { manyReads } from './attacks/many_reads.ts';
import { pageFlood } from './attacks/page_flood.ts';
import { pingFlood } from './attacks/ping_flood.ts';
import { pipelinedRequests } from './attacks/pipelined_requests.ts';
import { postedSubscriptions } from './attacks/posted_subscriptions.ts';
import { replayedPast } from './attacks/replayed_past.ts';
import { requestFlood } from './attacks/request_flood.ts';
import { slowRequests } from './attacks/slow_requests.ts';
import { unorderedMarks } from './attacks/unordered_marks.ts';
import { unreadAnswers } from './attacks/unread_answers.ts';
import { unreadSocket } from './attacks/unread_socket.ts';
import { wideRosters } from './attacks/wide_rosters.ts';

/** Every attack there is, for the long run. */
export const attacks: readonly Attack[] = [
  aliasedQueries,
  aliasedSubscriptions,
  costlyReads,
  costlyRosters,
  eventReads,
  fatEvents,
  fullReads,
  givenUpOperations,
  guessedInvitations,
  hookedMarks,
  hookFlood,
  largeAnswers,
  largeRequests,
  manyPieces,
  manyReads,
  pageFlood,
  pingFlood,
  pipelinedRequests,
  postedSubscriptions,
  replayedPast,
  requestFlood,
  slowRequests,
  unorderedMarks,
  unreadAnswers,
  unreadSocket,
  wideRosters,
];
