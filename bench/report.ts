/** What a bench found, by name; nested where figures belong together. */
export type Figures = { readonly [name: string]: number | string | null | Figures };

/** What a bench reports. */
export interface Report {
  readonly bench: string;
  readonly options: Record<string, unknown>;
  readonly machine: Record<string, unknown>;
  readonly results: Figures;
}

const NAME_WIDTH = 32;
const ROUNDED = 1_000;

/** Each figure divided by the one of the same name beside it; null where that makes no sense. */
export function ratioOf(ours: Figures, stock: Figures): Figures {
  return Object.fromEntries(
    Object.entries(ours).map(([name, value]) => {
      const other = stock[name];
      if (isFigures(value)) return [name, isFigures(other) ? ratioOf(value, other) : null];
      const canDivide = typeof value === 'number' && typeof other === 'number' && other !== 0;
      return [name, canDivide ? Math.round((value / other) * ROUNDED) / ROUNDED : null];
    }),
  );
}

/** The median of each figure over several runs, by name: of an even number the lower one in the middle; of texts the first. */
export function medianOf(runs: readonly Figures[]): Figures {
  const [first = {}] = runs;
  return Object.fromEntries(
    Object.entries(first).map(([name, value]) => {
      const values = runs.map((run) => run[name]);
      if (isFigures(value)) return [name, medianOf(values.filter(isFigures))];
      const sorted = values.filter((each) => typeof each === 'number').toSorted((a, b) => a - b);
      return [name, sorted[Math.ceil(sorted.length / 2) - 1] ?? value];
    }),
  );
}

function isFigures(value: unknown): value is Figures {
  return typeof value === 'object' && value !== null;
}

/** The report as a table: a figure a line, beside it stock or another checkout, and the ratio to it, where they were measured. */
export function table({ bench, options, machine, results }: Report): string {
  const { stock, base, ratio, ...ours } = results;
  const columns = [ours, stock ?? base, ratio].filter(isFigures);
  const heading = columns.length > 1 ? ['ours', stock === undefined ? 'base' : 'stock', 'ratio'] : [];
  const lines = [...rows(ours)].map(([path, value]) => {
    const others = columns.slice(1).map((column) => at(column, path));
    return line(path.join('.'), [value, ...others]);
  });
  const facts = [`${bench} ${JSON.stringify(options)}`, JSON.stringify(machine)];
  return [...facts, ...(heading.length > 0 ? [line('', heading)] : []), ...lines].join('\n');
}

function* rows(figures: Figures, path: string[] = []): Generator<[string[], unknown]> {
  for (const [name, value] of Object.entries(figures)) {
    if (isFigures(value)) yield* rows(value, [...path, name]);
    else yield [[...path, name], value];
  }
}

function at(figures: Figures, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isFigures(value) ? value[name] : undefined), figures);
}

function line(name: string, values: readonly unknown[]): string {
  return `  ${name.padEnd(NAME_WIDTH)}${values.map((value) => String(value ?? '–').padStart(12)).join('')}`;
}
