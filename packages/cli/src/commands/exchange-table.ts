/** Exchanges as a person reads them, one to a line. */
import type { ExchangeView } from '@sampan/api';
import type { Input } from '../command.ts';
import { table } from '../output.ts';
import { columnsOf, type Paint, paintFor, terminalColumns, terminalKind } from '../terminal.ts';
import { widthOf, wrapWide } from '../wide-text.ts';

type Shown = Pick<Input, 'stdout' | 'environment'>;

/** The code of a refusal, otherwise the result. */
export const resultOf = ({ code, result }: Pick<ExchangeView, 'code' | 'result'>): string =>
  code ?? result;

export const isGood = ({ result }: Pick<ExchangeView, 'result'>): boolean =>
  result === 'success' || result === 'acknowledged';

export const paintOf = ({ stdout, environment }: Shown): Paint =>
  paintFor(terminalKind(stdout, environment) === 'colours');

const headings = ['at', 'id', 'service', 'partner', 'order', 'result', 'reason'];

const cells = (exchange: ExchangeView): readonly string[] => [
  exchange.at,
  exchange.id,
  exchange.service ?? '',
  exchange.partner ?? '',
  exchange.order ?? '',
  resultOf(exchange),
  exchange.reason ?? '',
];

/** A table; on a terminal with colours, what did not succeed stands out. */
export function exchangeTable(input: Shown, exchanges: readonly ExchangeView[]): readonly string[] {
  const paint = paintOf(input);
  const lines = table([headings, ...exchanges.map(cells)]);
  if (isTooWide(input, lines)) return exchanges.map((exchange) => narrow(input, exchange));
  const [heading = '', ...rows] = lines;
  return [paint.dim(heading), ...rows.map((line, index) => painted(paint, line, exchanges[index]))];
}

/** One alone, with room for what usually comes. */
export function exchangeLine(input: Shown, exchange: ExchangeView): string {
  const widths = [25, 20, 34, 16, 20, 16];
  const padded = cells(exchange).map((cell, index) => cell.padEnd(widths[index] ?? 0));
  const line = padded.join('  ').trimEnd();
  if (isTooWide(input, [line])) return narrow(input, exchange);
  return painted(paintOf(input), line, exchange);
}

/** A line that a terminal breaks can no longer be read as a row. */
function isTooWide({ stdout }: Shown, lines: readonly string[]): boolean {
  const columns = terminalColumns(stdout);
  return columns !== undefined && lines.some((line) => widthOf(line) > columns);
}

/** When, which and how it ended; the rest below it. */
function narrow(input: Shown, exchange: ExchangeView): string {
  const { at, id, service = '', partner = '', order = '', reason = '' } = exchange;
  const width = columnsOf(input.stdout) - below.length;
  const rest = [[service, partner, order].filter(Boolean).join('  '), reason]
    .filter(Boolean)
    .flatMap((text) => wrapWide(text, width));
  const first = painted(paintOf(input), `${at}  ${id}  ${resultOf(exchange)}`, exchange);
  return [first, ...rest.map((line) => below + line)].join('\n');
}

const below = '  ';

const painted = (paint: Paint, line: string, exchange: ExchangeView | undefined): string =>
  exchange && !isGood(exchange) ? paint.warn(line) : line;
