/**
 * What a WebSocket was opened with as `authorization`, in any capitals, as HTTP takes it; several are no good token. Undefined:
 * nothing.
 */
export function authorizationIn(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const given = Object.entries(params ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === 'authorization' && value !== undefined && value !== null ? [String(value)] : [],
  );
  return given.length === 0 ? undefined : given.join(', ');
}
