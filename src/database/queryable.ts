import type { QueryResult, QueryResultRow } from 'pg';

/**
 * Whatever runs one statement: a pool, a client, or the helpers of a graphile-worker task. Each call of a function is one
 * statement that commits by itself, so this is all that a call needs.
 */
export interface Queryable {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
}
