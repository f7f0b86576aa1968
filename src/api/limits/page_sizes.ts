import { type FieldArgs, lambda, list, type Step } from 'postgraphile/grafast';
import { DraftError } from '../../draft/errors.ts';

/** Rows of one page at most, and where nothing is said. */
export const BIGGEST_PAGE = 500;
/** A board is read whole: 64 teams, 100 rounds. */
export const BIGGEST_BOARD = 6_400;
const BOARD: Readonly<Record<string, readonly string[]>> = { Draft: ['picks', 'slots'] };
/** Further on, pages are asked for by cursor. */
const FARTHEST_OFFSET = 10_000;

const ARGUMENTS = ['first', 'last', 'offset'] as const;
type Page = Readonly<Partial<Record<(typeof ARGUMENTS)[number], number | null>>>;

/**
 * Bounds every page: `first`, `last` and `offset` are refused above a limit (INPUT_INVALID), by whatever way they come, and where
 * neither of the first two is given the page has as many rows as one may have.
 */
export function pageSizesPlugin(): GraphileConfig.Plugin {
  return {
    name: 'DraftPageSizesPlugin',
    version: '1.0.0',
    after: ['PgFirstLastBeforeAfterArgsPlugin'],
    schema: {
      hooks: {
        GraphQLObjectType_fields_field(field, _build, { scope, Self }) {
          const { plan } = field;
          if (!scope.isPgFieldConnection || !plan) return field;
          const biggest = BOARD[Self.name]?.includes(scope.fieldName) ? BIGGEST_BOARD : BIGGEST_PAGE;
          return {
            ...field,
            plan($parent, fieldArgs, info) {
              const $connection = plan($parent, fieldArgs, info) as Step & { setFirst?(first: Step): void };
              const named = ARGUMENTS.filter((name) =>
                info.field.args.some((argument) => argument.name === name),
              );
              if (named.includes('first')) $connection.setFirst?.(boundedFirst(fieldArgs, named, biggest));
              return $connection;
            },
          };
        },
        GraphQLObjectType_fields_field_args(args, _build, { scope }) {
          const { first } = args;
          // The field's own plan applies it, together with the others.
          if (scope.isPgFieldConnection && first) first.applyPlan = () => undefined;
          return args;
        },
      },
    },
  };
}

function boundedFirst(fieldArgs: FieldArgs, named: readonly (keyof Page)[], biggest: number): Step {
  return lambda(list(named.map((name) => fieldArgs.getRaw(name))), (values) => {
    const page: Page = Object.fromEntries(named.map((name, index) => [name, values[index]]));
    refuseBeyond('first', page.first, biggest);
    refuseBeyond('last', page.last, biggest);
    refuseBeyond('offset', page.offset, FARTHEST_OFFSET);
    return page.first ?? (page.last == null ? biggest : null);
  });
}

function refuseBeyond(argument: keyof Page, value: number | null | undefined, limit: number): void {
  if (value == null || (value >= 0 && value <= limit)) return;
  throw new DraftError('INPUT_INVALID', {
    argument,
    problem: `must be from 0 to ${limit}`,
    limit,
    found: value,
  });
}
