import { gql } from 'postgraphile/utils';
import { z } from 'zod';
import type { Actor } from '../../database/actor.ts';
import { DraftError } from '../../draft/errors.ts';
import { MOST_REQUEST_BYTES } from '../../http/limits/sizes.ts';
import { COLUMNS, type Column, namingProblem } from '../../players/columns.ts';
import { ImportError } from '../../players/import_error.ts';
import type { Reading, ReadTask } from '../../players/read_task.ts';
import { type TextReader, TooManyTexts } from '../../players/text_reader.ts';
import { ServiceError } from '../../service_errors.ts';

/** Reading a text of 5,000 rows takes a fifth of a second, so it counts as so many changes. */
export const COUNTS_AS = 20;

const columnNames = COLUMNS.map((column) => column.toUpperCase());

/** The text of a file, and which headers stand for which columns, as they arrive. */
export const textShape = {
  csv: z.string().max(MOST_REQUEST_BYTES),
  columns: z
    .array(z.object({ column: z.enum(columnNames), header: z.string().max(200) }))
    .max(COLUMNS.length)
    .superRefine((columns, context) => {
      for (const [place, { column, header }] of columns.entries()) {
        const before = columnMapping(columns.slice(0, place));
        const message = namingProblem(before, column.toLowerCase() as Column, header);
        if (message !== null) context.addIssue({ code: 'custom', message, path: [place] });
      }
    })
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
    The average draft position: kept with the player, and what ranks where no rank does.
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

/** Reads a text for somebody who is signed in. Refuses one that cannot be read with FILE_INVALID. */
export async function readText<Task extends ReadTask>(
  texts: TextReader,
  task: Task,
  actor: Actor,
): Promise<Reading<Task>> {
  if (actor.kind !== 'CLOCK' && actor.userId === null) throw new DraftError('NOT_SIGNED_IN');
  try {
    return await texts.read(task);
  } catch (error) {
    if (error instanceof TooManyTexts)
      throw new ServiceError('TOO_MANY_REQUESTS', { what: 'texts that wait', seconds: 1 });
    throw refused(error);
  }
}

/** What is done with what was read; where it throws an ImportError, that is refused with FILE_INVALID. */
export function refusing<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw refused(error);
  }
}

function refused(error: unknown): unknown {
  if (!(error instanceof ImportError)) return error;
  const { why, rejected } = error;
  const [first] = rejected;
  return new ServiceError('FILE_INVALID', {
    problem: withRows(why, rejected),
    ...(first ? { rejected: rejected.length, line: first.line } : {}),
  });
}

function withRows(why: string, [first]: ImportError['rejected']): string {
  return first
    ? `${why} The first is line ${first.line}: ${first.reason}. Mend them, or leave them out.`
    : why;
}
