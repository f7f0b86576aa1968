/**
 * What a WebSocket was opened with as `authorization`, in any capitals, as HTTP takes it; several are no good token. Undefined:
 * nothing.
 */
export function authorizationIn(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = Object.entries(params ?? {}).flatMap(([name, value]) =>
    // What is no text is no good token either; an object may not even be made into one.
    name.toLowerCase() === 'authorization' && value !== undefined && value !== null
      ? [typeof value === 'string' ? value : 'no text']
      : [],
  );
  return given.length === 0 ? undefined : given.join(', ');
}

/** What programs for other services call a token, in small letters and without hyphens and underscores. */
const ELSEWHERE =
  /^x?(?:auth|access|id|api|bearer)?(?:token|jwt)$|^(?:x?auth|authentication|bearer|headers?)$/;

/**
 * The name that a WebSocket was opened with a token under, where nobody reads it; undefined: under none. Whoever sends one is somebody, and would be taken for
 * a visitor, who is told that there is no such draft.
 */
export function misplacedToken(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = Object.entries(params ?? {}).find(([name, value]) => {
    if (!ELSEWHERE.test(name.toLowerCase().replaceAll(/[-_]/g, ''))) return false;
    return typeof value === 'object' && value !== null
      ? authorizationIn(value as Record<string, unknown>) !== undefined
      : typeof value === 'string' && value !== '';
  });
  return given?.[0];
}
