import { SafeError } from 'postgraphile/grafast';
import { GraphQLError } from 'postgraphile/graphql';
import { describe, expect, it } from 'vitest';
import { DocumentErrors } from '../../src/api/document_errors.ts';
import { maskError, tellError } from '../../src/api/mask_error.ts';
import { decided, Undecided } from '../../src/api/undecided.ts';
import { createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { ServiceError } from '../../src/service_errors.ts';
import { silentLog } from '../support/silent_log.ts';

const codeOf = (error: unknown) => tellError(error, silentLog).extensions['code'];
const sqlState = (code: string) => Object.assign(new Error('something about a column'), { code });

describe('an error is answered', () => {
  it('with its code and numbers where it is one of ours', () => {
    const told = tellError(new DraftError('PLAYER_TAKEN', { playerId: 7 }), silentLog);
    expect(told).toMatchObject({ extensions: { code: 'PLAYER_TAKEN', numbers: { playerId: 7 } } });
  });

  it('with the seconds after which to ask again, where waiting helps', () => {
    const extensions = (error: Error) => tellError(error, silentLog).extensions;
    const spent = new ServiceError('TOO_MANY_REQUESTS', { seconds: 7 });
    expect(extensions(spent)).toMatchObject({ retryAfter: 7 });
    expect(extensions(new DraftError('CLOCK_OUT_OF_RANGE', { seconds: -1 }))).not.toHaveProperty(
      'retryAfter',
    );
  });

  it('as SERVICE_UNAVAILABLE where the database or a timeout is at fault, and as bad input where a value is', () => {
    for (const code of ['53300', '57014', '57P01', '08006', 'ECONNREFUSED']) {
      expect(codeOf(sqlState(code)), code).toBe('SERVICE_UNAVAILABLE');
    }
    expect(codeOf(new Error('timeout exceeded when trying to connect'))).toBe('SERVICE_UNAVAILABLE');
    expect(codeOf(new SafeError('Execution timeout exceeded, please simplify'))).toBe('SERVICE_UNAVAILABLE');
    expect(codeOf(sqlState('22021'))).toBe('INPUT_INVALID');
    expect(codeOf(new SafeError('Invalid cursor'))).toBe('INPUT_INVALID');
  });

  it('as SERVICE_UNAVAILABLE, and not in the log, where the process is stopping', async () => {
    const db = createConnectionPool('postgres://127.0.0.1/none', {
      ...{ max: 1, applicationName: 'test', log: silentLog },
    });
    await endConnectionPool(db);
    const error = await db.query('select').catch((reason: unknown) => reason);
    expect(tellError(error, silentLog).extensions).toEqual({ code: 'SERVICE_UNAVAILABLE', numbers: {} });
  });

  it('as an id alone where it is none of ours', () => {
    const secret = Object.assign(new Error('column "hash" of relation "sessions"'), { code: '42703' });
    for (const error of [secret, new TypeError('x is not a function'), 'a text', null]) {
      const told = tellError(error, silentLog);
      expect(told.extensions).toEqual({ code: 'INTERNAL', errorId: expect.any(String) });
      expect(told.message).not.toMatch(/hash|function|text/);
    }
    const masked = maskError(
      silentLog,
      new DocumentErrors(true),
    )(new GraphQLError('hash', { originalError: secret, path: ['a'] }));
    expect([masked.path, masked.extensions['code']]).toEqual([['a'], 'INTERNAL']);
    // Found in an answer, and not in what was asked.
    const incomplete = new GraphQLError('Cannot return null for non-nullable field A.b.', {
      path: ['a', 'b'],
    });
    expect(maskError(silentLog, new DocumentErrors(true))(incomplete).extensions['code']).toBe('INTERNAL');
    expect(JSON.stringify(masked)).not.toContain('sessions');
  });

  it('of a change as one that may have been made, unless it was refused', async () => {
    const fails = (error: unknown) => decided(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
    const open = /this may have been done or not: look before you send it again/;
    for (const error of [
      sqlState('08006'),
      new Error('Connection terminated unexpectedly'),
      new TypeError('x'),
    ]) {
      expect(tellError(error, silentLog).message).not.toMatch(open);
      const told = tellError(await fails(error), silentLog);
      expect(told.message).toMatch(open);
      expect(told.message).not.toMatch(/try again/i);
      expect(told.extensions).toMatchObject({ code: codeOf(error), errorId: expect.any(String) });
    }
    const refused = new DraftError('PLAYER_TAKEN');
    expect(await fails(refused)).toBe(refused);
    expect(codeOf(await fails(sqlState('22003')))).toBe('INPUT_INVALID');
    expect(codeOf(new Undecided(new SafeError('Invalid cursor')))).toBe('INPUT_INVALID');
    // Grafast gives up on all that was asked for at once, and does not say which of it are changes.
    expect(tellError(new SafeError('Execution timeout exceeded'), silentLog).message).toMatch(
      /may have been made or not/,
    );
  });
});
