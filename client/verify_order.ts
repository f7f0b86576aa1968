/** What the manager of a team gave for the draw of an order. */
export interface GivenWord {
  readonly teamId: string;
  readonly word: string;
}

/** Everything that was told about the draw of an order. Seeds and hashes are hexadecimal. */
export interface ToldDraw {
  /** The SHA-256 of the seed, told when the draft was created; null where nobody told it then. */
  readonly promisedHash: string | null;
  /** The teams of the draft before the draw, and the words given until then, the last of each team. */
  readonly teamIds: readonly string[];
  readonly words: readonly GivenWord[];
  /** What the draw itself tells. */
  readonly drawn: {
    readonly seed: string;
    readonly seedHash: string;
    readonly words: readonly GivenWord[];
    readonly teamIds: readonly string[];
  };
  /** How the order was changed by hand after the draw, the last time; null where it was not. */
  readonly changed: OrderChange | null;
}

/** An event that changed the order by hand: its number, what was said to it, and the order since then. */
export interface OrderChange {
  readonly version: number;
  readonly note: string | null;
  readonly teamIds: readonly string[];
}

/** A draw whose parts do not belong together is not repeated beyond them; `problems`: what does not agree, a sentence each. */
export interface OrderVerdict {
  readonly problems: readonly string[];
  /** The order that seed and words give, the first slot first. */
  readonly order: readonly string[];
}

const SEED = /^[0-9a-f]{64}$/;
/** Numbers of 32 bits in a block of HMAC-SHA256. */
const NUMBERS_OF_A_BLOCK = 8;
const NUMBERS = 2 ** 32;

/**
 * Repeats the draw of an order and compares it with what was told: the seed with its hash, the words with those that were given, the order
 * with the one that both give, and with the one that the draft has since. docs/draw.md describes the draw for programs in other languages. Needs `crypto.subtle`, which browsers have on
 * pages over https and on localhost.
 */
export async function verifyOrder(told: ToldDraw): Promise<OrderVerdict> {
  const { promisedHash, teamIds, words, drawn } = told;
  const problems = changesOf(told);
  if (!SEED.test(drawn.seed)) {
    problems.push('The seed is not 64 hexadecimal digits, so nothing can be drawn from it.');
    return { problems, order: [] };
  }
  const hash = hexOf(await crypto.subtle.digest('SHA-256', bytesOf(drawn.seed)));
  if (promisedHash === null) problems.push('The hash of the seed was not told when the draft was created.');
  else if (hash !== promisedHash)
    problems.push(
      `The seed is not the one that was promised: its SHA-256 is ${hash}, told was ${promisedHash}.`,
    );
  if (drawn.seedHash !== hash) problems.push(`The draw tells another hash of its seed: ${drawn.seedHash}.`);
  if (linesOf(drawn.words) !== linesOf(words))
    problems.push('The words of the draw are not those that managers had given before it.');
  const order = await orderOf(drawn.seed, drawn.words, teamIds);
  if (order.join() !== drawn.teamIds.join())
    problems.push('The order is not the one that the seed and the words give.');
  return { problems, order };
}

/** A sentence where the draft has another order than the drawn one, which needs no cryptography to be told. */
export function changesOf({ drawn, changed }: ToldDraw): string[] {
  if (!changed || changed.teamIds.join() === drawn.teamIds.join()) return [];
  const { version, note } = changed;
  return [
    `The order was changed by hand after the draw, by event ${version} ${note ? `with the note "${note}"` : 'without a note'}: it is not the drawn one any more.`,
  ];
}

/** The order that a seed, 64 hexadecimal digits, and the words of managers give some teams. */
export async function orderOf(
  seed: string,
  words: readonly GivenWord[],
  teamIds: readonly string[],
): Promise<string[]> {
  const next = await numbersFrom(seed, linesOf(words));
  const order = [...teamIds].sort();
  // Fisher and Yates, from the last place to the second.
  for (let last = order.length - 1; last > 0; last -= 1) {
    const places = last + 1;
    // The highest numbers would favour the first places.
    const limit = Math.floor(NUMBERS / places) * places;
    let number = await next();
    while (number >= limit) number = await next();
    const chosen = number % places;
    const [held = '', other = ''] = [order[last], order[chosen]];
    order[last] = other;
    order[chosen] = held;
  }
  return order;
}

/** Numbers of 32 bits, from blocks of HMAC-SHA256 under the seed: of the number of the block, from 0, and the words. */
async function numbersFrom(seed: string, lines: string): Promise<() => Promise<number>> {
  const key = await crypto.subtle.importKey('raw', bytesOf(seed), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  let block = new DataView(new ArrayBuffer(0));
  let blocks = 0;
  let used = NUMBERS_OF_A_BLOCK;
  return async () => {
    if (used === NUMBERS_OF_A_BLOCK) {
      const message = new TextEncoder().encode(`${blocks}\n${lines}`);
      block = new DataView(await crypto.subtle.sign('HMAC', key, message));
      blocks += 1;
      used = 0;
    }
    used += 1;
    return block.getUint32((used - 1) * 4);
  };
}

/** A line for each word, by the ids of the teams. */
function linesOf(words: readonly GivenWord[]): string {
  return words
    .map(({ teamId, word }) => `${teamId}=${word}\n`)
    .sort()
    .join('');
}

/** An event of a draft with its facts: as a subscription answers it, or a line of `events.ndjson` with its `data`. */
export type ToldEvent = { readonly kind: string } & Readonly<Record<string, unknown>>;

/** What the events of a draft tell about the draw of its order, from the first event on; null where it was not drawn. */
export function toldDrawOf(events: readonly ToldEvent[]): ToldDraw | null {
  let promisedHash: string | null = null;
  let teamIds: readonly string[] = [];
  let told: Omit<ToldDraw, 'changed'> | null = null;
  let changed: OrderChange | null = null;
  const words = new Map<string, string>();
  for (const event of events) {
    const facts = { ...event, ...(event['data'] as object | undefined) } as Readonly<Record<string, unknown>>;
    if (event.kind === 'CREATED') {
      promisedHash = (facts['promisedSeedHash'] as string | null | undefined) ?? null;
      teamIds = (facts['teamIds'] ?? facts['teams']) as string[];
    }
    if (event.kind === 'WORD_GIVEN') words.set(String(facts['teamId']), String(facts['word']));
    if (event.kind === 'ORDER_DRAWN') {
      const given = [...words].map(([teamId, word]) => ({ teamId, word }));
      told = { promisedHash, teamIds, words: given, drawn: facts as unknown as ToldDraw['drawn'] };
    }
    if (event.kind === 'SLOTS_REORDERED' && told) changed = facts as unknown as OrderChange;
  }
  return told && { ...told, changed };
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
