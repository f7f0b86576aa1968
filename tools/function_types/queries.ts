/** A function as the catalog describes it; names as in SQL, types as format_type() writes them. */
export interface CatalogFunction {
  readonly name: string;
  readonly arguments: readonly CatalogArgument[];
  /** What it answers: columns of rows, or null for one value (see `value`). */
  readonly columns: readonly CatalogColumn[] | null;
  /** The type of its one value; it counts only where there are no columns. */
  readonly value: CatalogType;
}

export interface CatalogType {
  /** The type, or that of the elements of an array. */
  readonly type: string;
  readonly isArray: boolean;
  /** The labels of an enum; null for any other type. */
  readonly labels: readonly string[] | null;
}

export type CatalogArgument = CatalogType & { readonly name: string };
/** `notNull`: the column of a table that holds no null. Of any other column the catalog does not know. */
export type CatalogColumn = CatalogArgument & { readonly notNull: boolean };

/** SQL: a type by its oid, as the members of CatalogType. */
const typeOf = (oid: string) => `(
  select jsonb_build_object(
           'type', format_type(coalesce(element.oid, t.oid), null),
           'isArray', element.oid is not null,
           'labels', (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
                       where e.enumtypid = coalesce(element.oid, t.oid)))
    from pg_type t left join pg_type element on element.oid = t.typelem and t.typcategory = 'A'
   where t.oid = ${oid})`;

/**
 * The functions of app_private with the names $1 (text[]), by name, a row for each signature: the members of CatalogFunction.
 * Columns come from "returns table", else from the composite type or table that is returned.
 */
export const FUNCTIONS = `
  select p.proname as name,
         coalesce((select jsonb_agg(${typeOf('given.type')} || jsonb_build_object('name', p.proargnames[given.place])
                                    order by given.place)
                     from unnest(p.proargtypes::oid[]) with ordinality as given (type, place)), '[]') as arguments,
         case
           when 't' = any (p.proargmodes) then
             (select jsonb_agg(${typeOf('answered.type')}
                               || jsonb_build_object('name', p.proargnames[answered.place], 'notNull', false)
                               order by answered.place)
                from unnest(p.proallargtypes) with ordinality as answered (type, place)
               where p.proargmodes[answered.place] = 't')
           when result.typtype = 'c' then
             (select jsonb_agg(${typeOf('a.atttypid')} || jsonb_build_object('name', a.attname, 'notNull', a.attnotnull)
                               order by a.attnum)
                from pg_attribute a
               where a.attrelid = result.typrelid and a.attnum > 0 and not a.attisdropped)
         end as columns,
         ${typeOf('p.prorettype')} as value
    from pg_proc p join pg_type result on result.oid = p.prorettype
   where p.pronamespace = 'app_private'::regnamespace and p.prokind = 'f' and p.proname = any ($1)
   order by p.proname collate "C", p.oid::regprocedure::text collate "C"`;
