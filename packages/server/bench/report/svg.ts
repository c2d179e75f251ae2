/** The results as one picture: rates with their spread, CPU for each operation, latencies under load. */
import type { Results } from '../suite/results.ts';

interface Bar {
  readonly label: string;
  /** Stacked, from the left. */
  readonly parts: readonly { readonly value: number; readonly color: string }[];
  /** What the rounds lie between. */
  readonly whisker?: readonly [number, number];
  readonly text: string;
}

interface Panel {
  readonly title: string;
  /** Where longer bars are cut, so that the others can be told apart. */
  readonly end?: number;
  readonly bars: readonly Bar[];
}

const width = 860;
const labelWidth = 250;
const valueWidth = 120;
const barHeight = 14;
const rowHeight = 20;
const headHeight = 34;
const own = '#1f6feb';
const theirs = '#8b949e';
const database = '#d29922';

export function renderSvg(results: Results): string {
  const panels = panelsOf(results).filter(({ bars }) => bars.length > 0);
  const parts: string[] = [];
  let y = 10;
  for (const panel of panels) {
    parts.push(drawPanel(panel, y));
    y += headHeight + panel.bars.length * rowHeight + 10;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" font-family="sans-serif" font-size="12" role="img" aria-labelledby="title">`,
    '<title id="title">Rates, CPU and latencies of every operation and its rivals</title>',
    `<rect width="${width}" height="${y}" fill="#ffffff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function panelsOf({ figures, latencies }: Results): readonly Panel[] {
  const labelOf = ({ name, connections }: Results['figures'][number]) =>
    connections === 1 ? name : `${name}, ${connections} at once`;
  const ours = figures.filter(({ kind }) => kind === 'operation');
  return [
    {
      title: 'Operations a second (median; the line spans the rounds)',
      end: 2 * Math.max(...ours.map(({ perSecond }) => perSecond.most)),
      bars: figures.map((each) => ({
        label: labelOf(each),
        parts: [{ value: each.perSecond.median, color: each.kind === 'rival' ? theirs : own }],
        whisker: [each.perSecond.least, each.perSecond.most],
        text: each.perSecond.median.toFixed(0),
      })),
    },
    {
      title: 'CPU for each operation, µs (server blue, PostgreSQL yellow)',
      bars: figures.map((each) => {
        const [server, postgres] = [each.serverUs?.median ?? 0, each.postgresUs?.median ?? 0];
        const color = each.kind === 'rival' ? theirs : own;
        return {
          label: labelOf(each),
          parts: [
            { value: server, color },
            { value: postgres, color: database },
          ],
          text: `${server.toFixed(0)} + ${postgres.toFixed(0)}`,
        };
      }),
    },
    {
      title: 'Latency in an open loop, ms (p50 dark, p99 light)',
      bars: latencies.map(({ name, load, p50Ms, p99Ms }) => ({
        label: `${name}, ${(100 * load).toFixed(0)} %`,
        parts: [
          { value: p50Ms, color: name.startsWith('pgbench') ? '#57606a' : '#0a3069' },
          { value: p99Ms - p50Ms, color: name.startsWith('pgbench') ? '#afb8c1' : '#80b3ff' },
        ],
        text: `${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)}`,
      })),
    },
  ];
}

function drawPanel({ title, bars, end = Number.POSITIVE_INFINITY }: Panel, top: number): string {
  const longest = Math.max(...bars.map(endOf), Number.MIN_VALUE);
  const scale = (width - labelWidth - valueWidth) / Math.min(longest, end);
  const x = (value: number): string => (labelWidth + Math.min(value, end) * scale).toFixed(1);
  const drawn = bars.map((bar, index) => {
    const y = top + headHeight + index * rowHeight;
    let from = 0;
    const rects = bar.parts.map(({ value, color }) => {
      const rect = `<rect x="${x(from)}" y="${y}" width="${(Number(x(from + value)) - Number(x(from))).toFixed(1)}" height="${barHeight}" fill="${color}"/>`;
      from += value;
      return rect;
    });
    const middle = y + barHeight / 2;
    const whisker = bar.whisker
      ? `<line x1="${x(bar.whisker[0])}" x2="${x(bar.whisker[1])}" y1="${middle}" y2="${middle}" stroke="#000000"/>`
      : '';
    const textX = Number(x(endOf(bar))) + 6;
    const text = endOf(bar) > end ? `≫ ${bar.text}` : bar.text;
    return [
      `<text x="${labelWidth - 8}" y="${y + 11}" text-anchor="end">${escapeText(bar.label)}</text>`,
      ...rects,
      whisker,
      `<text x="${textX.toFixed(1)}" y="${y + 11}">${escapeText(text)}</text>`,
    ].join('');
  });
  return [
    `<text x="10" y="${top + 20}" font-size="14" font-weight="bold">${escapeText(title)}</text>`,
    ...drawn,
  ].join('\n');
}

const lengthOf = ({ parts }: Bar): number => parts.reduce((sum, { value }) => sum + value, 0);

const endOf = (bar: Bar): number => Math.max(lengthOf(bar), bar.whisker?.[1] ?? 0);

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
