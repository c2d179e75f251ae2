/** Exchanges as a person reads them, one to a line. */
import type { ExchangeView } from '@sampan/api';
import type { Input } from '../command.ts';
import { table } from '../output.ts';
import { type Paint, paintFor, terminalKind } from '../terminal.ts';

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
  const [heading = '', ...lines] = table([headings, ...exchanges.map(cells)]);
  return [
    paint.dim(heading),
    ...lines.map((line, index) => painted(paint, line, exchanges[index])),
  ];
}

/** One alone, with room for what usually comes. */
export function exchangeLine(input: Shown, exchange: ExchangeView): string {
  const widths = [25, 20, 34, 16, 20, 16];
  const line = cells(exchange).map((cell, index) => cell.padEnd(widths[index] ?? 0));
  return painted(paintOf(input), line.join('  ').trimEnd(), exchange);
}

const painted = (paint: Paint, line: string, exchange: ExchangeView | undefined): string =>
  exchange && !isGood(exchange) ? paint.warn(line) : line;
