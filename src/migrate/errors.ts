/** The database cannot be migrated. The message says what is in the way and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
