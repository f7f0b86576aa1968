import type { QueryResult, QueryResultRow } from 'pg';

/**
 * Whatever runs one statement: a pool, a client, or the helpers of a graphile-worker task. Each call of the door is
 * one statement that commits by itself, so this is all the door needs.
 */
export interface Queryable {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>>;
}
