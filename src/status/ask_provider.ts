const ANSWERS_WITHIN_MS = 2_000;

/** Asks an identity provider for its keys; answers why it does not tell them, null where it does. */
export async function askProvider(jwksUrl: string): Promise<string | null> {
  try {
    const answer = await fetch(jwksUrl, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    if (!answer.ok) return `it answered with HTTP ${answer.status}`;
    const told: unknown = await answer.json();
    const hasKeys = typeof told === 'object' && told !== null && 'keys' in told && Array.isArray(told.keys);
    return hasKeys ? null : 'it answered something else';
  } catch (error) {
    if (error instanceof SyntaxError) return 'it answered something else';
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return isLate ? `it did not answer within ${ANSWERS_WITHIN_MS / 1_000} seconds` : 'it cannot be reached';
  }
}
