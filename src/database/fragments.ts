import { type SQL, sql } from 'postgraphile/pg-sql2';

/*
 * Parts of the statements that PostGraphile writes: conditions and values, built from the expressions that it gives for columns,
 * rows and arguments.
 */

/** Whether a name contains a text, in upper or lower case and with or without accents. */
export function nameContains(name: SQL, text: SQL): SQL {
  return foldedNameContains(sql`app_private.fold_name(${name})`, text);
}

/** The same of a name that is folded. Whoever has typed nothing to search for, such as a space alone, finds everything, also what has no name. */
export function foldedNameContains(folded: SQL, text: SQL): SQL {
  const searched = sql`(select app_private.search_text(${text}))`;
  return sql`(${searched} = '' or position(${searched} in ${folded}) > 0)`;
}

/** Whether an enum is one of some texts, a list. */
export function isOneOf(label: SQL, texts: SQL): SQL {
  return sql`${label}::text = any (${texts})`;
}

/** Whether two lists have an element in common. */
export function haveInCommon(list: SQL, other: SQL): SQL {
  return sql`${list} && ${other}`;
}

/** Whether rows belong to a league that the viewer runs or drafts in, by a column of the table with that alias. */
export function isOfViewersLeague(alias: SQL, column: 'id' | 'league_id'): SQL {
  return sql`${alias}.${sql.identifier(column)} in (select app_private.viewer_leagues())`;
}

/** Whether a draft or a league, by the alias of its table, was put away, or was not; a draft also where its league was. */
export function isPutAway(alias: SQL, table: 'drafts' | 'leagues', archived: boolean): SQL {
  const own = sql`${alias}.archived_at is not null`;
  const away =
    table === 'leagues'
      ? own
      : sql`(${own} or exists (
          select from app_public.leagues l where l.id = ${alias}.league_id and l.archived_at is not null
        ))`;
  return archived ? away : sql`not (${away})`;
}

/** A column of the table with that alias. */
export function columnOf(alias: SQL, name: string): SQL {
  return sql`${alias}.${sql.identifier(name)}`;
}

/** Whether a value is null, as a value of its own. */
export function isNull(value: SQL): SQL {
  return sql`(${value} is null)`;
}

/** What a function of app_public answers for a row. */
export function fieldOf(row: SQL, name: string): SQL {
  return sql`app_public.${sql.identifier(name)}(${row})`;
}

/** Whether a cell, by the alias of its table, was skipped and not made up. */
export function isSkipped(alias: SQL): SQL {
  return sql`${alias}.skipped_at is not null and ${alias}.player_id is null`;
}

/** Whether drafts or leagues, by the alias of their table, are none of previews. */
export function isNoPreview(alias: SQL): SQL {
  return sql`not ${alias}.is_preview`;
}

/** Whether teams, by the alias of their table, are none of previews. */
export function isOfNoPreview(alias: SQL): SQL {
  return sql`not exists (select from app_public.leagues l where l.id = ${alias}.league_id and l.is_preview)`;
}
