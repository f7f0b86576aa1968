import { readFileSync } from 'node:fs';
import { type ConnectionOptions, createSecureContext, getCACertificates } from 'node:tls';
import type { DatabaseUrl } from '../config/database_url.ts';
import { messageOf } from '../telemetry/error_text.ts';
import { ConnectionError } from './connection_errors.ts';

const FILES = { sslrootcert: 'ca', sslcert: 'cert', sslkey: 'key' } as const;
const MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/**
 * Whether and how a connection is encrypted, from the parameters of its URL. Every mode but `disable` and `no-verify` checks the
 * certificate and the name of the host, unless `uselibpqcompat=true` asks for what psql does in `require` and `verify-ca`.
 * Where the URL does not say, PGSSLMODE decides, and without it nothing is encrypted.
 * @returns false: it is not encrypted
 * @throws ConnectionError (TLS) saying which parameter is wrong, or which file
 */
export function tlsOf(parameters: DatabaseUrl['parameters']): ConnectionOptions | false {
  const tls = encryptionOf(parameters);
  const isChecked = tls !== false && tls.rejectUnauthorized !== false && !tls.checkServerIdentity;
  // What it keeps out, somebody in between with a certificate of their own, a checked certificate keeps out as well.
  if (parameters.get('channel_binding') === 'require' && !isChecked)
    throw new ConnectionError(
      'TLS',
      'channel_binding=require in DATABASE_URL needs a certificate that is checked: use sslmode=verify-full.',
    );
  return tls;
}

function encryptionOf(parameters: DatabaseUrl['parameters']): ConnectionOptions | false {
  const mode = parameters.get('sslmode') ?? modeOfSsl(parameters.get('ssl')) ?? modeOfEnvironment();
  const root = parameters.get('sslrootcert');
  const hasFiles = Object.keys(FILES).some((name) => parameters.has(name));
  if (mode !== undefined && !MODES.includes(mode)) {
    throw new ConnectionError('TLS', `sslmode in DATABASE_URL must be one of ${MODES.join(', ')}.`);
  }
  if (root === 'system' && (mode === 'disable' || mode === 'no-verify')) {
    throw new ConnectionError(
      'TLS',
      `sslrootcert=system and sslmode=${mode} in DATABASE_URL contradict each other: use sslmode=verify-full.`,
    );
  }
  if (mode === 'disable') return false;
  if (mode === undefined && !hasFiles && parameters.get('sslnegotiation') !== 'direct') return false;
  const secrets = readFiles(parameters);
  if (mode === 'no-verify') return { ...secrets, rejectUnauthorized: false };
  if (parameters.get('uselibpqcompat') !== 'true') return secrets;
  if (mode === 'verify-ca' || (mode === 'require' && root !== undefined)) {
    return { ...secrets, checkServerIdentity: () => undefined };
  }
  return mode === 'verify-full' || mode === undefined ? secrets : { ...secrets, rejectUnauthorized: false };
}

function modeOfSsl(ssl: string | undefined): string | undefined {
  if (ssl === undefined) return undefined;
  if (ssl === 'no-verify') return ssl;
  return ssl === '0' || ssl === 'false' || ssl === 'disable' ? 'disable' : 'verify-full';
}

/** What node-postgres understands of it; `allow` is none of that. A mistyped one would be no encryption. */
function modeOfEnvironment(): string | undefined {
  const mode = process.env['PGSSLMODE'] || undefined;
  if (mode !== undefined && !MODES.includes(mode))
    throw new ConnectionError('TLS', `PGSSLMODE must be one of ${MODES.join(', ')}; it was "${mode}".`);
  return mode === 'allow' ? undefined : mode;
}

function readFiles(parameters: DatabaseUrl['parameters']): ConnectionOptions {
  const options: ConnectionOptions = {};
  for (const [name, option] of Object.entries(FILES) as [keyof typeof FILES, 'ca' | 'cert' | 'key'][]) {
    const path = parameters.get(name);
    if (path === undefined) continue;
    if (name === 'sslrootcert' && path === 'system') Object.assign(options, systemCertificates());
    else options[option] = readPem(name, path);
  }
  try {
    createSecureContext(options);
  } catch (error) {
    const said = messageOf(error);
    const files = Object.keys(FILES).filter((name) => parameters.has(name));
    throw new ConnectionError(
      'TLS',
      `${files.join(', ')} in DATABASE_URL cannot be used (${said}). Correct the files they name.`,
      error,
    );
  }
  return options;
}

function readPem(name: string, path: string): string {
  const wrong = (said: string, cause?: unknown) =>
    new ConnectionError(
      'TLS',
      `${path}, named by ${name} in DATABASE_URL, ${said}. Correct the path.`,
      cause,
    );
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw wrong(`cannot be read (${messageOf(error)})`, error);
  }
  if (!text.includes('-----BEGIN ')) throw wrong('is no PEM file');
  return text;
}

/** Of the machine; where that has none, of Node.js. */
function systemCertificates(): ConnectionOptions {
  const ca = getCACertificates('system');
  return ca.length === 0 ? {} : { ca };
}
