/** The service refused; or it could not be reached within the client's patience. */
export class DraftClientError extends Error {
  override readonly name = 'DraftClientError';
  /** One of the codes of docs/error_codes.md, `INTERNAL`, or `UNREACHABLE` where no answer came in time. */
  readonly code: string;
  /** What belongs to the code: ids, limits, the state that was found. */
  readonly numbers: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    { numbers = {}, cause }: { numbers?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.numbers = numbers;
  }
}

/** An error as GraphQL answers it. */
export interface AnsweredError {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown; readonly numbers?: unknown } | undefined;
}

/** Codes that are not about the request itself: the same request may succeed a moment later. */
const PASSING: readonly string[] = [
  ...[
    'INTERNAL',
    'DRAFT_BUSY',
    'ALARM_NOT_SET',
    'UNREACHABLE',
    'SERVICE_UNAVAILABLE',
    'PROVIDER_UNAVAILABLE',
  ],
  ...['TOO_MANY_REQUESTS', 'TOO_MANY_CONNECTIONS'],
];

/** Whether asking the same again may help. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof DraftClientError) || PASSING.includes(error.code);
}

/** The first error of an answer. The service gives each a code; one without comes from something between, such as a proxy. */
export function refusalOf([error]: readonly AnsweredError[]): DraftClientError {
  const { code, numbers } = error?.extensions ?? {};
  const text = error?.message ?? 'The answer has no message.';
  return new DraftClientError(typeof code === 'string' ? code : 'INPUT_INVALID', text, {
    numbers: typeof numbers === 'object' && numbers !== null ? { ...numbers } : {},
  });
}
