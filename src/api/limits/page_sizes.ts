import { lambda, list, type Step } from 'postgraphile/grafast';
import {
  biggestPage,
  bothEndsProblem,
  CURSOR_ARGUMENTS,
  cursorProblem,
  offsetProblem,
  orderProblem,
  PAGE_ARGUMENTS,
  pageProblem,
} from './page_rows.ts';

/** All that says which rows a page has. */
const ARGUMENTS = [...PAGE_ARGUMENTS, ...CURSOR_ARGUMENTS, 'orderBy'] as const;

type Page = Readonly<Partial<Record<(typeof ARGUMENTS)[number], unknown>>>;
type BoundPage = (values: readonly unknown[]) => number | null;

/**
 * Bounds every page: `first`, `last` and `offset` are refused above a limit (INPUT_INVALID), by whatever way they come, and where
 * neither of the first two is given the page has as many rows as one may have. Refuses what is no cursor, an order of nothing, and arguments
 * that contradict each other.
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
          const biggest = biggestPage(Self.name, scope.fieldName);
          let bounded: BoundPage | null = null;
          return {
            ...field,
            plan($parent, fieldArgs, info) {
              const $connection = plan($parent, fieldArgs, info) as Step & { setFirst?(first: Step): void };
              const named = ARGUMENTS.filter((name) =>
                info.field.args.some((argument) => argument.name === name),
              );
              bounded ??= bound(named, biggest);
              if (named.includes('first'))
                $connection.setFirst?.(lambda(list(named.map((name) => fieldArgs.getRaw(name))), bounded));
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

/**
 * How many rows a page has, of the values of its arguments. Made once for each field: Grafast plans a field once for all types of an
 * interface that it is selected on only where its steps hold the very same functions, and where it plans it several times what is around
 * the page is lost.
 */
function bound(named: readonly (keyof Page)[], biggest: number): BoundPage {
  return (values) => {
    const page: Page = Object.fromEntries(named.map((name, index) => [name, values[index]]));
    const problems = [
      ...PAGE_ARGUMENTS.map((argument) => pageProblem(argument, page[argument], biggest)),
      ...CURSOR_ARGUMENTS.map((argument) => cursorProblem(argument, page[argument])),
      bothEndsProblem(page.first, page.last),
      offsetProblem(page.offset, page.last),
      orderProblem(page.orderBy),
    ];
    for (const problem of problems) if (problem) throw problem;
    if (typeof page.first === 'number') return page.first;
    return typeof page.last === 'number' ? null : biggest;
  };
}
