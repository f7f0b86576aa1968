/** What a parameter may be, in words, and the test of it. */
interface Rule {
  readonly isRight: (value: string) => boolean;
  readonly words: string;
}

function oneOf(...words: readonly [string, ...string[]]): Rule {
  return { isRight: (value) => words.includes(value), words: words.join(' or ') };
}

/** Parameters that are honoured. Null: it is judged where it is read (database_url.ts, database/session.ts, database/tls.ts). */
const KNOWN: Readonly<Record<string, Rule | null>> = {
  ...{ host: null, hostaddr: null, port: null, user: null, password: null, dbname: null },
  ...{ sslmode: null, ssl: null, sslrootcert: null, sslcert: null, sslkey: null },
  ...{ options: null, target_session_attrs: null, client_encoding: null, encoding: null },
  ...{ application_name: null, fallback_application_name: null, replication: null },
  ...{ statement_timeout: null, lock_timeout: null, query_timeout: null },
  idle_in_transaction_session_timeout: null,
  connect_timeout: {
    isRight: (value) => /^\d{1,4}$/.test(value),
    words: 'a whole number of seconds, at most 9999',
  },
  sslnegotiation: oneOf('postgres', 'direct'),
  uselibpqcompat: oneOf('true', 'false'),
  channel_binding: oneOf('disable', 'prefer', 'require'),
  // What is always so here: another value could not be honoured.
  keepalives: oneOf('1'),
  sslsni: oneOf('1'),
  sslcompression: oneOf('0'),
  sslcertmode: oneOf('allow'),
  gssencmode: oneOf('disable', 'prefer'),
  load_balance_hosts: oneOf('disable'),
};

/** What psql knows besides, and this program does not. */
const OF_PSQL = [
  ...['keepalives_idle', 'keepalives_interval', 'keepalives_count', 'tcp_user_timeout'],
  ...['passfile', 'service', 'servicefile', 'require_auth', 'requirepeer', 'requiressl', 'sslpassword'],
  ...['sslcrl', 'sslcrldir', 'ssl_min_protocol_version', 'ssl_max_protocol_version', 'sslkeylogfile'],
  ...['min_protocol_version', 'max_protocol_version', 'krbsrvname', 'gsslib', 'gssdelegation'],
  ...['scram_client_key', 'scram_server_key', 'oauth_issuer', 'oauth_client_id', 'oauth_client_secret'],
  'oauth_scope',
];

/** A name is near when so few letters have to be changed, added or left out. */
const NEAR = 3;

/**
 * What is wrong with the parameters of a PostgreSQL URL, where one is not known or not what it may be: it completes the sentence
 * "DATABASE_URL must be …". A parameter that nobody reads would be a promise that nobody keeps: a mistyped sslmode is no encryption.
 */
export function parameterProblem(parameters: ReadonlyMap<string, string>): string | null {
  for (const [name, value] of parameters) {
    const rule = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
    if (rule === null || rule?.isRight(value)) continue;
    if (rule) return `a URL whose ${name} is ${rule.words}`;
    if (OF_PSQL.includes(name)) return `a URL without ${name}, which psql knows and this program does not`;
    const nearest = nearestOf(name);
    const meant = nearest === null ? '' : ` (did you mean ${nearest}?)`;
    return `a URL without the parameter ${JSON.stringify(name)}, which is not known${meant}`;
  }
  return null;
}

function nearestOf(name: string): string | null {
  const near = Object.keys(KNOWN)
    .map((known) => ({ known, changes: changesBetween(name.toLowerCase(), known) }))
    .sort((a, b) => a.changes - b.changes);
  const [first] = near;
  return first && first.changes <= NEAR ? first.known : null;
}

/** Levenshtein's distance. */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const kept = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
