import { DraftClientError } from './errors.ts';
import {
  CorrectPickDocument,
  ForcePickDocument,
  type PickTradeInput,
  RollBackDraftDocument,
  RollBackPreviewDocument,
  type RollBackPreviewQuery,
  SwapPicksDocument,
  TradePicksDocument,
  type TypedDocumentString,
  UndoLastDocument,
} from './operations.generated.ts';

/** Who sends operations. */
interface Asks {
  ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data>;
}

/** What a rollback would undo, at a version of the draft. */
export type RollBackPreview = NonNullable<RollBackPreviewQuery['rollBackPreview']>;

/** What somebody says to a deed: up to 500 characters in one line, for everybody who watches. */
export interface Said {
  readonly note?: string | null;
}

/**
 * What a commissioner mends on the board of a draft. Each may be sent again without harm. `version`: the one of the draft that it was
 * decided on; where the draft, or for single picks those picks, changed since, it is refused with STALE_VERSION.
 */
export class BoardDeeds {
  readonly #client: Asks;

  constructor(client: Asks) {
    this.#client = client;
  }

  /** What {@link rollBack} would undo, or {@link undoLast} where no pick is named; refused as they would be. */
  async rollBackPreview(draftId: string, toPick: number | null = null): Promise<RollBackPreview> {
    const { rollBackPreview } = await this.#client.ask(RollBackPreviewDocument, { draftId, toPick });
    if (!rollBackPreview)
      throw new DraftClientError('DRAFT_NOT_FOUND', `There is no draft ${draftId} for you.`);
    return rollBackPreview;
  }

  /** Undoes every pick from that one on, and pauses the draft; also one that was completed. */
  async rollBack(
    draftId: string,
    { toPick, version, note = null }: { readonly toPick: number; readonly version: number } & Said,
  ): Promise<void> {
    await this.#client.ask(RollBackDraftDocument, { draftId, toPick, version, note });
  }

  /** Undoes the last pick, whoever made it, and pauses the draft. */
  async undoLast(
    draftId: string,
    { version, note = null }: { readonly version: number } & Said,
  ): Promise<void> {
    await this.#client.ask(UndoLastDocument, { draftId, version, note });
  }

  /** Puts another player into a pick that is made. */
  async correctPick(
    draftId: string,
    {
      pickNumber,
      playerId,
      version = null,
      note = null,
    }: { readonly pickNumber: number; readonly playerId: string; readonly version?: number | null } & Said,
  ): Promise<void> {
    await this.#client.ask(CorrectPickDocument, { draftId, pickNumber, playerId, version, note });
  }

  /** Has two picks that are made swap their players. */
  async swapPicks(
    draftId: string,
    {
      pickNumber,
      otherPickNumber,
      version,
      note = null,
    }: { readonly pickNumber: number; readonly otherPickNumber: number; readonly version: number } & Said,
  ): Promise<void> {
    await this.#client.ask(SwapPicksDocument, { draftId, pickNumber, otherPickNumber, version, note });
  }

  /** Has the service make the pick on the clock now, as it would when the clock runs out. */
  async forcePick(
    draftId: string,
    { pickNumber, note = null }: { readonly pickNumber: number } & Said,
  ): Promise<void> {
    await this.#client.ask(ForcePickDocument, { draftId, pickNumber, note });
  }

  /** Gives picks that are not made to other teams, all or none. */
  async tradePicks(
    draftId: string,
    {
      trades,
      version = null,
      note = null,
    }: { readonly trades: readonly PickTradeInput[]; readonly version?: number | null } & Said,
  ): Promise<void> {
    await this.#client.ask(TradePicksDocument, { draftId, trades: [...trades], version, note });
  }
}
