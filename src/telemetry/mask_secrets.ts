/**
 * Hides what may be a password in a connection string, well formed or not: what stands between the name of the user and
 * the last `@`, and every `password=`. Where user and password cannot be distinguished, all before the `@` is hidden.
 */
export function maskSecrets(text: string): string {
  return text
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, (before, scheme: string | undefined) =>
      maskUser(before, scheme ?? ''),
    )
    .replace(/(pass(?:word|phrase)?\s*=\s*)('[^']*'|[^\s&]*)/gi, '$1***');
}

function maskUser(before: string, scheme: string): string {
  const user = /^([^:/@\s]+):/.exec(before.slice(scheme.length));
  return scheme === '' || user === null ? `${scheme}***@` : `${scheme}${user[1]}:***@`;
}
