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
