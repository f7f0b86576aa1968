import { readFileSync } from 'node:fs';

/** What a panel asks, and what it calls the lines of the answer. */
export interface Target {
  readonly expr: string;
  readonly legendFormat: string;
}

/** A panel of the dashboard, as far as tests look at it; a row has no targets. */
export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
}

const FILE = new URL('../../ops/grafana/draft_orchestrator.json', import.meta.url);
/** What Grafana puts in where the data source is scraped every 15 seconds: four scrapes. */
const RATE_INTERVAL = '1m';

/** The panels of the dashboard, rows among them. */
export const { panels } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly panels: readonly Panel[] };

/** An expression of the dashboard as Grafana asks it, without its variables. */
export function filledIn(expr: string): string {
  return expr.replaceAll('$__rate_interval', RATE_INTERVAL);
}
