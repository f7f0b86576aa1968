/** A line of a plot: points of x and y, both above 0 for what is to be seen. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = 220;
const TOP = 56;
const BOTTOM = 48;
const COLOURS = ['#1b7f5c', '#c2410c', '#3458c9', '#7a3ea8'];
const LABEL_GAP = 12;
/** A logarithm needs something above 0. */
const LEAST = 0.01;

/** An SVG with both axes logarithmic: a cost that does not grow is a level line. */
export function plot(title: string, curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = scale(
    points.map(([value]) => value),
    LEFT,
    WIDTH - RIGHT,
  );
  const y = scale(
    points.map(([, value]) => value),
    HEIGHT - BOTTOM,
    TOP,
  );
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="28" font-size="17" font-weight="600" fill="#17211d">${title}</text>`,
    ...x.ticks.map((tick) => verticalLine(x.at(tick), String(tick.toLocaleString('en')))),
    ...y.ticks.map((tick) => horizontalLine(y.at(tick), String(tick))),
    ...curves.map((curve, i) => drawn(curve, COLOURS[i % COLOURS.length] ?? '#000000', x.at, y.at)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="${title}">\n${parts.join('\n')}\n</svg>\n`;
}

function drawn(
  { name, points }: Curve,
  colour: string,
  x: (v: number) => number,
  y: (v: number) => number,
): string {
  const places = points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`);
  const [lastX = 0, lastY = 1] = points.at(-1) ?? [];
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
    ...points.map(
      ([px, py]) =>
        `<circle cx="${x(px).toFixed(1)}" cy="${y(py).toFixed(1)}" r="4" fill="${colour}"><title>${px}: ${py}</title></circle>`,
    ),
    `<text x="${(x(lastX) + LABEL_GAP).toFixed(1)}" y="${(y(lastY) + 4).toFixed(1)}" fill="${colour}">${name}: ${lastY}</text>`,
  ].join('\n');
}

function verticalLine(x: number, label: string): string {
  return `<line x1="${x}" x2="${x}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#e3e8e5"/><text x="${x}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#55635c">${label}</text>`;
}

function horizontalLine(y: number, label: string): string {
  return `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="#e3e8e5"/><text x="${LEFT - 8}" y="${y + 4}" text-anchor="end" fill="#55635c">${label}</text>`;
}

/** Powers of ten around the values, and where a value is between two places. */
function scale(values: readonly number[], from: number, to: number) {
  const positive = values.map((value) => Math.max(value, LEAST));
  const first = Math.floor(Math.log10(Math.min(...positive)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...positive))));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  const at = (value: number) =>
    from + ((Math.log10(Math.max(value, LEAST)) - first) / (last - first)) * (to - from);
  return { ticks, at };
}
