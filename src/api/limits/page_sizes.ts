import { type FieldArgs, lambda, list, type Step } from 'postgraphile/grafast';
import { biggestPage, PAGE_ARGUMENTS, type PageArgument, pageProblem } from './page_rows.ts';

type Page = Readonly<Partial<Record<PageArgument, number | null>>>;

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
          const biggest = biggestPage(Self.name, scope.fieldName);
          return {
            ...field,
            plan($parent, fieldArgs, info) {
              const $connection = plan($parent, fieldArgs, info) as Step & { setFirst?(first: Step): void };
              const named = PAGE_ARGUMENTS.filter((name) =>
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
    for (const argument of PAGE_ARGUMENTS) {
      const problem = pageProblem(argument, page[argument], biggest);
      if (problem) throw problem;
    }
    return page.first ?? (page.last == null ? biggest : null);
  });
}
