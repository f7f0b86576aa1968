import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import { MOST_REQUEST_BYTES } from '../../http/limits/sizes.ts';
import { COLUMNS, type Column } from '../../players/columns.ts';
import { type DecodedText, decodeText } from '../../players/decode_text.ts';
import { ImportError } from '../../players/import_error.ts';
import { ServiceError } from '../../service_errors.ts';

/** Players of a pool, and of a ranking, that comes through the API. */
export const MOST_PLAYERS = 5_000;

/** Reading a text of 5,000 rows holds the thread for about 0.1 s, so it counts as so many changes. */
export const COUNTS_AS = 20;

const columnNames = COLUMNS.map((column) => column.toUpperCase());

/** The text of a file, and which headers stand for which columns, as they arrive. */
export const textShape = {
  csv: z.string().max(MOST_REQUEST_BYTES),
  columns: z
    .array(z.object({ column: z.enum(columnNames), header: z.string().max(200) }))
    .max(COLUMNS.length)
    .nullish(),
};

/** Types of what is read from texts. */
export const poolTextsSdl = gql`
  """
  What a column of a file can mean.
  """
  enum ImportColumn {
    """
    The rank, 1 the best.
    """
    RANK
    """
    The average draft position, which ranks where no rank does.
    """
    ADP
    """
    The whole name.
    """
    NAME
    """
    The first name, where it stands apart.
    """
    FIRST
    """
    The last name, where it stands apart.
    """
    LAST
    """
    The positions.
    """
    POSITIONS
    """
    The professional team.
    """
    TEAM
    """
    The week in which that team does not play.
    """
    BYE
    """
    The identity of the player at the source.
    """
    ID
  }

  """
  Which header stands for a column, where it is not one of the usual ones.
  """
  input ImportColumnInput {
    """
    The column.
    """
    column: ImportColumn!
    """
    Its header, as the file writes it; capitals, accents and punctuation do not matter.
    """
    header: String!
  }

  """
  A column that was found.
  """
  type FoundColumn {
    """
    What it was taken for.
    """
    column: ImportColumn!
    """
    Its header.
    """
    header: String!
  }

  """
  A row that cannot be used.
  """
  type RejectedRow {
    """
    The line of the file, or the place among the entries.
    """
    line: Int!
    """
    What is wrong with it.
    """
    reason: String!
  }
`;

/** The text as a file of it would be read. Refuses what is no text, such as a web page (FILE_INVALID). */
export function asFile(csv: string): DecodedText {
  return refusing(() => decodeText(Buffer.from(csv)));
}

/** The headers that were named, by column. */
export function columnMapping(
  columns: readonly { readonly column: string; readonly header: string }[] | null | undefined,
): Partial<Record<Column, string>> {
  return Object.fromEntries(
    (columns ?? []).map(({ column, header }) => [column.toLowerCase() as Column, header]),
  );
}

/** Columns as {@link poolTextsSdl} has them. */
export function foundColumns(columns: readonly (readonly [column: Column, header: string])[]) {
  return columns.map(([column, header]) => ({ column: column.toUpperCase(), header }));
}

/** What reading answers; where it throws an ImportError, that is refused with FILE_INVALID. */
export function refusing<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const { why, rejected } = error;
    throw new ServiceError('FILE_INVALID', {
      problem: rejected.length === 0 ? why : withRows(why, rejected),
      ...(rejected.length === 0 ? {} : { rejected: rejected.length, line: rejected[0]?.line }),
    });
  }
}

function withRows(why: string, [first]: ImportError['rejected']): string {
  return first
    ? `${why} The first is line ${first.line}: ${first.reason}. Mend them, or leave them out with skipRejected.`
    : why;
}
