/** Limits that many clients on one machine do not reach: they are counted all the same, so their cost is in the figures. */
export const WIDE_LIMITS = {
  CONNECTIONS_PER_ADDRESS: '1000000',
  REQUESTS_PER_SECOND: '1000000',
  MUTATIONS_PER_MINUTE: '1000000',
  DRAFTS_PER_HOUR: '1000000',
  LEAST_SECONDS_PER_PICK: '0.05',
  STREAMS_PER_PERSON: '1000000',
  WORK_PER_PERSON: '1000000',
  WORK_PER_ADDRESS: '1000000',
} as const;
