import { type FieldPlanResolver, lambda } from 'postgraphile/grafast';
import { ServiceError } from '../../service_errors.ts';

/** As high as the ids of players go in the database, and those of entries of an audit. */
const HIGHEST: Readonly<Record<string, bigint>> = { Int: 2_147_483_647n, BigInt: 9_223_372_036_854_775_807n };

/**
 * Reads the number of a row that arrives as an `ID`, under a name by which it is told; null stays null.
 * @param type the type of the number: Int or BigInt
 */
export function rowNumberReader(name: string, type: string): (given: unknown) => unknown {
  const highest = HIGHEST[type] ?? 0n;
  return (given) => {
    if (given === null || given === undefined) return given;
    const text = String(given);
    if (/^\d{1,19}$/.test(text) && BigInt(text) <= highest) return given;
    const problem = `must be a whole number, such as 12; it is ${JSON.stringify(text.slice(0, 60))}`;
    throw new ServiceError('INPUT_INVALID', { argument: name, problem });
  };
}

/** The same plan of a field, whose argument `id` is read by `read`. */
export function withReadId(
  plan: FieldPlanResolver,
  read: ReturnType<typeof rowNumberReader>,
): FieldPlanResolver {
  return ($parent, given, info) => {
    const $id = lambda(given.getRaw('id'), read);
    return plan($parent, Object.create(given, { $id: { value: $id } }), info);
  };
}
