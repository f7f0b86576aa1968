/** Why a plug-in gave no choice: in words for everybody, and what was wrong exactly, which only the team reads. */
export class NoChoice extends Error {
  override readonly name = 'NoChoice';
  readonly words: string;
  readonly detail: string | null;

  /** @param words go on after "The team's strategy", such as "took longer than 200 ms" */
  constructor(words: string, detail: string | null = null) {
    super(detail === null ? words : `${words} (${detail})`);
    this.words = words;
    this.detail = detail;
  }
}
