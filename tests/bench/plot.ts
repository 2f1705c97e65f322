/** Bars as an SVG: processor time a request, node below and PostgreSQL on top, with the ratio beside each. */
export interface Bar {
  readonly name: string;
  readonly node: number;
  readonly postgres: number;
  readonly note: string;
}

const LEFT = 190;
const WIDTH = 760;
const ROW = 34;
const NODE = "#1d70b8";
const POSTGRES = "#f47738";

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

export function barsOf(title: string, bars: readonly Bar[]): string {
  const height = 70 + bars.length * ROW;
  const most = Math.max(...bars.map((it) => it.node + it.postgres));
  const scale = (WIDTH - LEFT - 170) / most;
  const rows = bars.map(({ name, node, postgres, note }, i) => {
    const y = 62 + i * ROW;
    const [a, b] = [node * scale, postgres * scale];
    return `  <text x="${LEFT - 10}" y="${y + 16}" text-anchor="end">${escaped(name)}</text>
  <rect x="${LEFT}" y="${y}" width="${a.toFixed(1)}" height="22" fill="${NODE}"/>
  <rect x="${(LEFT + a).toFixed(1)}" y="${y}" width="${b.toFixed(1)}" height="22" fill="${POSTGRES}"/>
  <text x="${(LEFT + a + b + 8).toFixed(1)}" y="${y + 16}">${escaped(note)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="14">
  <title>${escaped(title)}</title>
  <rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
  <text x="16" y="26" font-size="16" font-weight="bold">${escaped(title)}</text>
  <rect x="${LEFT}" y="38" width="12" height="12" fill="${NODE}"/><text x="${LEFT + 18}" y="49">node</text>
  <rect x="${LEFT + 80}" y="38" width="12" height="12" fill="${POSTGRES}"/><text x="${LEFT + 98}" y="49">PostgreSQL</text>
${rows.join("\n")}
</svg>
`;
}
