import { z } from 'zod';
import { LOG_LEVELS } from '../telemetry/log.ts';
import { maskSecrets } from '../telemetry/mask_secrets.ts';
import type { TracingConfig } from '../telemetry/tracing_config.ts';
import { type AccessConfig, accessConfig, accessEnvironment, accessProblems } from './access.ts';
import { parseDatabaseUrl, urlsOf } from './database_url.ts';
import { tracingConfig, tracingEnvironment } from './tracing.ts';

/** The environment is not usable. The message names every wrong variable, what it must be and what it was. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What is wrong with variables of the environment, a line each, in the form in which all of them are told. */
export function unusable(wrong: readonly string[]): ConfigError {
  return new ConfigError(`The environment is not usable:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
}

const PORT_RULE = 'a port number from 0 to 65535 (0: any free one)';
const LAG_RULE = 'a number of seconds from 0.1 to 60, such as 1 or 0.5';
const ROLE_RULE =
  'a PostgreSQL role name of 1 to 63 bytes without control characters, not starting with "pg_"';
const HIGHEST_PORT = 65_535;
/** PostgreSQL cuts longer names silently, so two configured roles could become one. */
const ROLE_NAME_MAX_BYTES = 63;
const AUTH_SECRET_MIN_CHARACTERS = 32;

const databaseUrl = z.string().superRefine((value, context) => {
  const url = parseDatabaseUrl(value);
  if ('mustBe' in url) context.addIssue({ code: 'custom', message: url.mustBe });
});

const port = z
  .string()
  .regex(/^\d{1,5}$/, PORT_RULE)
  .transform(Number)
  .refine((value) => value <= HIGHEST_PORT, PORT_RULE);

const roleName = z.string().refine(isRoleName, ROLE_RULE);

const environment = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_DIRECT_URL: databaseUrl.optional(),
  DATABASE_READ_URL: databaseUrl.optional(),
  READ_LAG_SECONDS: z.coerce.number(LAG_RULE).min(0.1, LAG_RULE).max(60, LAG_RULE).default(1),
  DATA_DIR: z.string().default('.data'),
  HOST: z
    .string()
    .regex(/^[\w.:%-]+$/, 'a host name or an address to listen on')
    .default('127.0.0.1'),
  PORT: port.default(5678),
  METRICS_PORT: port.optional(),
  AUTH_SECRET: z
    .string()
    .min(AUTH_SECRET_MIN_CHARACTERS, `at least ${AUTH_SECRET_MIN_CHARACTERS} characters`)
    .optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
  API_ROLE: roleName.default('draft_orchestrator_api'),
  VISITOR_ROLE: roleName.default('draft_orchestrator_visitor'),
  ...accessEnvironment,
  ...tracingEnvironment,
});

/** The validated environment. `databaseUrl` undefined means: the embedded server under `dataDir`. */
export type Config = {
  readonly databaseUrl: string | undefined;
  /** Straight to the server where `databaseUrl` is a transaction pooler; else the same as `databaseUrl`. */
  readonly databaseDirectUrl: string | undefined;
  /** Standbys that clients' reading may go to, a URL each, and how old what is read there may be. */
  readonly replicas: { readonly urls: readonly string[]; readonly mostLagMs: number };
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number | undefined;
  readonly authSecret: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly roles: { readonly api: string; readonly visitor: string };
  readonly access: AccessConfig;
  /** Null: this process sends no traces. */
  readonly tracing: TracingConfig | null;
};

/**
 * Reads and checks the environment, once. An empty variable counts as not set, as in most shells and unit files.
 * @throws ConfigError naming every wrong variable at once; passwords and secrets are never in the message.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => explain(issue, given));
  if (given['DATABASE_DIRECT_URL'] !== undefined && given['DATABASE_URL'] === undefined) {
    wrong.push('DATABASE_DIRECT_URL needs DATABASE_URL beside it: alone it would be ignored.');
  }
  if (given['DATABASE_READ_URL'] !== undefined && given['DATABASE_URL'] === undefined) {
    wrong.push('DATABASE_READ_URL needs DATABASE_URL beside it: its standbys follow that server.');
  }
  wrong.push(...accessProblems(given));
  if (parsed.success && parsed.data.API_ROLE === parsed.data.VISITOR_ROLE) {
    wrong.push(`API_ROLE and VISITOR_ROLE must be two roles; both were "${parsed.data.API_ROLE}".`);
  }
  if (!parsed.success || wrong.length > 0) {
    throw unusable(wrong);
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    databaseDirectUrl: values.DATABASE_DIRECT_URL ?? values.DATABASE_URL,
    replicas: {
      urls: values.DATABASE_READ_URL === undefined ? [] : urlsOf(values.DATABASE_READ_URL),
      mostLagMs: values.READ_LAG_SECONDS * 1_000,
    },
    dataDir: values.DATA_DIR,
    host: values.HOST,
    port: values.PORT,
    metricsPort: values.METRICS_PORT,
    authSecret: values.AUTH_SECRET,
    logLevel: values.LOG_LEVEL,
    roles: { api: values.API_ROLE, visitor: values.VISITOR_ROLE },
    // A database of one's own is one that others depend on.
    access: accessConfig(values, given['NODE_ENV'] === 'production' || values.DATABASE_URL !== undefined),
    tracing: tracingConfig(values),
  };
}

function explain(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const value = given[name] ?? '';
  const was = name === 'AUTH_SECRET' ? `${value.length} characters long` : JSON.stringify(maskSecrets(value));
  return `${name} must be ${issue.message}; it was ${was}.`;
}

function isRoleName(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  return Buffer.byteLength(value) <= ROLE_NAME_MAX_BYTES && !/[\u0000-\u001f\u007f]|^pg_/.test(value);
}
