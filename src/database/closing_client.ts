import pg from 'pg';

type Callback = (error: Error | null, client: pg.Client) => void;

/**
 * A client that closes its socket when it gives up while connecting. pg leaves it open where it stops by itself, as
 * without a password: the server then waits a minute for the rest, and so does everybody who creates or drops a database.
 */
export class ClosingClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.Client> | undefined {
    if (callback === undefined) return super.connect().catch((error: unknown) => this.#giveUp(error));
    super.connect((error: Error | null) => {
      if (error) void this.end();
      callback(error, this);
    });
    return undefined;
  }

  #giveUp(error: unknown): never {
    void this.end();
    throw error;
  }
}
