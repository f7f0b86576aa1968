/** Whoever leaves a page open sees what waits for them, and what others did: so often it is read anew. */
export const LOOK_EVERY_MS = 20_000;
