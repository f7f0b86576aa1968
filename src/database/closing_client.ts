import pg from 'pg';

type Callback = (error: Error) => void;

/**
 * A client that closes its socket when it gives up while connecting. pg leaves it open where it stops by itself, as
 * without a password: the server then waits a minute for the rest, and so does everybody who creates or drops a database.
 */
export class ClosingClient extends pg.Client {
  override connect(): Promise<void>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<void> | undefined {
    if (callback === undefined) {
      return super.connect().catch((error: unknown) => {
        void this.end();
        throw error;
      });
    }
    super.connect((error) => {
      if (error) void this.end();
      callback(error);
    });
    return undefined;
  }
}
