/** Bytes of a request: 5,000 players with all that a file says of them. */
export const MOST_REQUEST_BYTES = 1_000_000;
/** A request that has more bytes counts as several: reading it as JSON takes the thread, whoever sent it. */
export const BYTES_OF_A_REQUEST = 20_000;
/** Bytes of a message on a WebSocket; a draft with a custom order of a hundred rounds needs about 20,000. */
export const MOST_MESSAGE_BYTES = 200_000;
/** Characters of the text of a query; what it is given in variables comes on top. */
export const MOST_TEXT = 200_000;
/** Bytes of one answer; a board of 6,400 cells with all that is known of each has about 4,000,000. */
export const MOST_ANSWER_BYTES = 8_000_000;
/**
 * Bytes of the rows of one statement of a query that nobody knows. They are read as JSON at once: so many values as a query may have are half a
 * million, and a text of JSON (what an entry of the audit says, the body of a message) counts as one value there, whatever is in it.
 */
export const MOST_ROWS_BYTES = 2_000_000;
/** Bytes that may wait in this process for one client to read them. */
export const MOST_UNREAD_BYTES = 16_000_000;
/** Bytes that may wait for all clients of one address. */
export const MOST_UNREAD_BYTES_OF_ADDRESS = 64_000_000;
/** An answer of so few bytes is sent whatever waits: refusals and answers to mutations are that small. */
export const SMALL_ANSWER_BYTES = 64_000;
