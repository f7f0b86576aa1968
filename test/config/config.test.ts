import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config/config.ts';
import { parseDatabaseUrl } from '../../src/config/database_url.ts';
import { maskSecrets } from '../../src/telemetry/mask_secrets.ts';

const URL = 'postgres://anna:geheim@db.example:5433/drafts';

function messageFor(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('the environment was accepted');
}

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toEqual({
      databaseUrl: undefined,
      databaseDirectUrl: undefined,
      replicas: { urls: [], mostLagMs: 1_000 },
      dataDir: '.data',
      host: '127.0.0.1',
      port: 5678,
      metricsPort: undefined,
      authSecret: undefined,
      logLevel: 'info',
      roles: { api: 'draft_orchestrator_api', visitor: 'draft_orchestrator_visitor' },
      access: {
        endpointNetworks: [],
        natsUrl: undefined,
        provider: undefined,
        publicUrl: undefined,
        allowedOrigins: [],
        trustedProxies: [],
        hasExplorer: true,
        persistedOperations: undefined,
        mutationsPerMinute: 600,
        draftsPerHour: 30,
        leastSecondsPerPick: 1,
        connectionsPerAddress: 256,
        requestsPerSecond: 100,
        streamsPerPerson: 64,
        workPerPerson: 2_000,
        workPerAddress: 6_000,
        visitorQueries: 'any',
      },
      tracing: null,
    });
  });

  it('takes what is given, and an empty variable as not given', () => {
    const config = readConfig({
      DATABASE_URL: URL,
      PORT: '80',
      METRICS_PORT: '9100',
      LOG_LEVEL: 'warn',
      HOST: '',
    });
    expect(config).toMatchObject({
      databaseUrl: URL,
      port: 80,
      metricsPort: 9100,
      logLevel: 'warn',
      host: '127.0.0.1',
    });
  });

  it('goes straight to the server where that is said, else the same way', () => {
    expect(readConfig({ DATABASE_URL: URL }).databaseDirectUrl).toBe(URL);
    const direct = 'postgresql://direct/drafts';
    expect(readConfig({ DATABASE_URL: URL, DATABASE_DIRECT_URL: direct }).databaseDirectUrl).toBe(direct);
    expect(messageFor({ DATABASE_DIRECT_URL: direct })).toContain('DATABASE_DIRECT_URL needs DATABASE_URL');
  });

  it.each([
    'postgres:///drafts?host=/var/run/postgresql',
    'postgres://u:p@/drafts?host=/dir',
    'postgres://h/a#b',
  ])('accepts %s, as psql does', (url) => {
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it('takes several hosts, each with a port of its own, as psql does', () => {
    const placesOf = (url: string) => {
      const parsed = parseDatabaseUrl(url);
      return 'mustBe' in parsed ? parsed.mustBe : parsed.places;
    };
    const both = [
      { host: 'h1', port: 5433 },
      { host: '::1', port: undefined },
    ];
    expect(placesOf('postgres://u:p@h1:5433,[::1]/drafts?target_session_attrs=read-write')).toEqual(both);
    expect(placesOf('postgres://u@/drafts?host=h1,h2&port=7')).toEqual([
      { host: 'h1', port: 7 },
      { host: 'h2', port: 7 },
    ]);
    expect(placesOf('postgres://h1,h2:70000/drafts')).toBe(
      'a URL whose port is at most 65535, and not 70000',
    );
    for (const wrong of ['h1:1,h2:x', 'h1,'])
      expect(placesOf(`postgres://${wrong}/drafts`)).toContain('a PostgreSQL URL such as');
    expect(placesOf('postgres://u@/drafts?host=h1,h2,h3&port=1,2')).toContain('a PostgreSQL URL such as');
  });

  it.each([
    ['sslmod=require', 'a URL without the parameter "sslmod", which is not known (did you mean sslmode?)'],
    ['SSLMODE=require', 'a URL without the parameter "SSLMODE", which is not known (did you mean sslmode?)'],
    ['sslmode=require&pgbouncer=true', 'a URL without the parameter "pgbouncer", which is not known'],
    ['connect_timeout=abc', 'a URL whose connect_timeout is a whole number of seconds, at most 9999'],
    ['sslnegotiation=dircet', 'a URL whose sslnegotiation is postgres or direct'],
    ['keepalives=0', 'a URL whose keepalives is 1'],
    ['sslcrl=/dir/crl.pem', 'a URL without sslcrl, which psql knows and this program does not'],
  ])('refuses a URL with parameters that nobody would read: %s', (parameters, mustBe) => {
    for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_READ_URL'])
      expect(messageFor({ DATABASE_URL: URL, [name]: `postgres://h/drafts?${parameters}` })).toContain(
        `${name} must be ${mustBe}; it was`,
      );
  });

  it.each([
    'sslmode=verify-full&channel_binding=require&connect_timeout=3',
    'host=h&port=5432&user=u&password=p&dbname=d&hostaddr=10.0.0.1',
    'application_name=a&fallback_application_name=b&options=-c%20work_mem%3D8MB&client_encoding=UTF8',
    'sslrootcert=system&sslcert=c&sslkey=k&sslnegotiation=direct&uselibpqcompat=true&target_session_attrs=any',
    'gssencmode=prefer&load_balance_hosts=disable&keepalives=1&sslsni=1',
  ])('takes the parameters of psql that it can honour: %s', (parameters) => {
    const url = `postgres:///drafts?${parameters}`;
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it.each(['postgres://u:ge/heim@h/db', 'postgres://u:ge?heim@h:5432/db'])(
    'says of a password that is not percent-encoded that it has to be: %s',
    (url) => {
      const message = messageFor({ DATABASE_URL: url });
      expect(message).toContain('DATABASE_URL must be a PostgreSQL URL whose password is percent-encoded: /');
      expect(message).not.toMatch(/heim/);
    },
  );

  it('says of a port that is none which one it is', () => {
    expect(messageFor({ DATABASE_URL: 'postgres://h:99999/db' })).toContain(
      'DATABASE_URL must be a URL whose port is at most 65535, and not 99999; it was',
    );
  });

  it('makes a URL of each standby to read from, and needs the server that they follow', () => {
    const read = 'postgres://u:p@r1,r2:5433/drafts?sslmode=require&target_session_attrs=any';
    expect(readConfig({ DATABASE_URL: URL, DATABASE_READ_URL: read }).replicas.urls).toEqual([
      'postgres://u:p@r1/drafts?sslmode=require',
      'postgres://u:p@r2:5433/drafts?sslmode=require',
    ]);
    expect(messageFor({ DATABASE_READ_URL: read })).toContain('DATABASE_READ_URL needs DATABASE_URL');
    expect(messageFor({ DATABASE_URL: URL, READ_LAG_SECONDS: 'soon' })).toContain(
      'READ_LAG_SECONDS must be a number of seconds from 0.1 to 60',
    );
  });

  it('names every wrong variable at once: what it must be and what it was', () => {
    const message = messageFor({
      PORT: '99999',
      METRICS_PORT: 'http',
      LOG_LEVEL: 'loud',
      HOST: 'a b',
      API_ROLE: 'pg_api',
    });
    expect(message).toContain(
      'PORT must be a port number from 0 to 65535 (0: any free one); it was "99999".',
    );
    expect(message).toContain(
      'METRICS_PORT must be a port number from 0 to 65535 (0: any free one); it was "http".',
    );
    expect(message).toContain(
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent; it was "loud".',
    );
    expect(message).toContain('HOST must be a host name or an address to listen on; it was "a b".');
    expect(message).toContain('API_ROLE must be a PostgreSQL role name');
  });

  it.each([
    'https://draft.example.org?a',
    'https://draft.example.org/#a',
    'https://u:p@draft.example.org',
    'draft',
    'https://example.org/drafts',
    'https://example.org//',
  ])('refuses the address %j, behind which no link can be written', (address) => {
    expect(() => readConfig({ PUBLIC_URL: address })).toThrow(
      'PUBLIC_URL must be a URL such as https://draft.example.org, a host of its own without a user name, path, "?" and "#"',
    );
  });

  it.each(['https://Draft.example.org/', ' https://draft.example.org', 'HTTPS://draft.example.org:443'])(
    'writes links behind the address %j as browsers write it',
    (address) =>
      expect(readConfig({ PUBLIC_URL: address }).access.publicUrl).toBe('https://draft.example.org'),
  );

  it.each(['-1', '1.5', '0x50', '1e3', ' 80', '65536'])('refuses the port %j', (port) => {
    expect(messageFor({ PORT: port })).toContain('PORT must be');
  });

  it.each(['ä'.repeat(32), 'pg_reader', 'a\nb', 'a\0b'])('refuses the role name %j', (role) => {
    expect(messageFor({ VISITOR_ROLE: role })).toContain('VISITOR_ROLE must be a PostgreSQL role name');
  });

  it('wants two different roles', () => {
    expect(messageFor({ API_ROLE: 'same', VISITOR_ROLE: 'same' })).toContain(
      'must be two roles; both were "same"',
    );
  });

  it('never shows a password or a secret', () => {
    expect(messageFor({ AUTH_SECRET: 'geheim' })).toContain(
      'at least 32 characters; it was 6 characters long',
    );
    const wrong = [
      'mysql://anna:geheim@host/db',
      'anna:geheim@host/db',
      'host=db password=geheim',
      'postgres://anna:geheim@:x/',
    ];
    for (const url of wrong) {
      const message = messageFor({ DATABASE_URL: url, AUTH_SECRET: 'geheim' });
      expect(message).toContain('DATABASE_URL must be a PostgreSQL URL such as');
      expect(message).not.toContain('geheim');
    }
  });
});

describe('maskSecrets', () => {
  it.each([
    ['postgres://anna:geheim@host/db', 'postgres://anna:***@host/db'],
    ['postgres://anna:ge@he:im@host/db', 'postgres://anna:***@host/db'],
    ['postgres://host/db?user=anna&password=geheim&x=1', 'postgres://host/db?user=anna&password=***&x=1'],
    ["host=db password='ge heim' user=anna", 'host=db password=*** user=anna'],
    ['geheim@host', '***@host'],
    ['postgres://host/db', 'postgres://host/db'],
  ])('%s becomes %s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  it('switches tracing on by an endpoint alone, and refuses what would send nothing', () => {
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example:4318' };
    expect(readConfig(endpoint).tracing).toEqual({
      sampler: 'parentbased_always_on',
      ratio: 1,
      sendEveryMs: 1_000,
    });
    const sampled = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.01' };
    expect(readConfig({ ...endpoint, ...sampled }).tracing).toMatchObject({
      sampler: 'traceidratio',
      ratio: 0.01,
    });
    expect(readConfig(sampled).tracing).toBeNull();
    expect(readConfig({ ...endpoint, OTEL_SDK_DISABLED: 'true' }).tracing).toBeNull();
    const wrong = { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318', OTEL_TRACES_SAMPLER_ARG: '2' };
    expect(messageFor({ ...wrong, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toContain(
      'OTEL_EXPORTER_OTLP_PROTOCOL must be http/json: nothing else is spoken here; it was "grpc".',
    );
    expect(messageFor(wrong)).toContain('OTEL_EXPORTER_OTLP_ENDPOINT must be a URL such as');
    expect(messageFor(wrong)).toContain('OTEL_TRACES_SAMPLER_ARG must be a share of the traces from 0 to 1');
  });
});
