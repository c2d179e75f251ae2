import type { OrderStateView, OrderView, WholeExchangeView, WholeTradeView } from '@sampan/api';
import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { choice, pairs, print, table } from '../output.ts';
import { isGood, paintOf, resultOf } from './exchange-table.ts';
import { replyLines } from './reply-lines.ts';
import { entryLines, entryTable } from './trade-show.ts';

export async function run(input: Input): Promise<undefined> {
  const params = { id: input.argument('ID') };
  const as = choice(input, 'as', ['curl', 'sdk', 'fixture']);
  const { call } = await findOperations(input);
  if (as !== undefined) {
    const copy = await call('GET /admin/exchanges/:id/copy', { params, query: { as } });
    print(input, copy, () => [copy.text.trimEnd()]);
    return undefined;
  }
  const exchange = await call('GET /admin/exchanges/:id', { params });
  print(input, exchange, () => exchangeLines(input, exchange));
  return undefined;
}

function exchangeLines(input: Input, exchange: WholeExchangeView): readonly string[] {
  const { bold, warn } = paintOf(input);
  const emphasis = isGood(exchange) ? (text: string) => text : warn;
  return [
    ...pairs([
      ['exchange', exchange.id],
      ['at', exchange.at],
      ['service', exchange.service],
      ['partner', exchange.partner],
      ['order', exchange.order],
      ['notification', exchange.notifyId],
      ['file', exchange.kind === 'download' ? exchange.request.target : undefined],
      ['result', emphasis(resultOf(exchange))],
      ['reason', exchange.reason && emphasis(exchange.reason)],
      ['took', `${exchange.tookMs} ms`],
      ['masked', exchange.masked.join(', ')],
    ]),
    ...section(bold('Pretended by a scenario:'), pretendedLines(exchange)),
    ...section(bold('Checks:'), checkLines(exchange, warn)),
    ...section(bold(requestTitle(exchange)), requestLines(exchange)),
    ...section(bold('Signed string:'), indented([exchange.signedString ?? ''])),
    ...section(bold(replyTitle(exchange)), indented(replyLines(exchange.reply?.text ?? ''))),
    ...section(bold('Booked by it:'), bookedLines(exchange)),
    ...section(bold('The order as it is now:'), orderLines(exchange.trade)),
    ...section(bold('Exchanges of the order:'), sequenceLines(exchange)),
  ];
}

/** Nothing when there is nothing to show. */
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.every((line) => line.trim() === '') ? [] : ['', title, ...lines];

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

const pretendedLines = ({ pretended }: WholeExchangeView) =>
  table(pretended.map(({ scenario, step, what }) => [scenario, `step ${step}`, what]));

const checkLines = ({ checks }: WholeExchangeView, warn: (text: string) => string) =>
  checks.map(({ name, reason }) =>
    reason === undefined ? `  ✓ ${name}` : warn(`  ✗ ${name}: ${reason}`),
  );

function requestTitle({ kind, request, charset }: WholeExchangeView): string {
  const { method, target, contentType } = request;
  const query = target === '' ? '' : `?${target}`;
  const address = kind === 'request' ? `/gateway.do${query}` : target;
  const read = charset === undefined ? 'could not be read' : `read as ${charset}`;
  const type = contentType === undefined ? '' : `${contentType}; `;
  return `${kind === 'request' ? 'Request' : 'Sent'}: ${method} ${address} (${type}${read})`;
}

function requestLines({ kind, parameters, request }: WholeExchangeView): readonly string[] {
  if (kind === 'download') return [];
  if (parameters.length > 0) {
    return indented(pairs(parameters.map(({ name, value }) => [name, value] as const)));
  }
  return indented([
    Buffer.from(request.body ?? '', 'base64').toString('utf8') || '(no parameters)',
  ]);
}

const replyTitle = ({ reply }: WholeExchangeView): string =>
  reply ? `Reply: ${reply.status} ${reply.contentType ?? ''}`.trimEnd() : 'No reply.';

function orderLines(trade: WholeTradeView | OrderView | undefined): readonly string[] {
  if (!trade) return [];
  if (!('tradeId' in trade)) return indented([trade.status]);
  const { status, amount, currency, tradeId, refunded, entries } = trade;
  const returned =
    refunded === undefined || !/[1-9]/.test(refunded) ? '' : `, ${refunded} refunded`;
  return [
    ...indented([`${status}, ${amount} ${currency}${returned}; trade ${tradeId}`]),
    ...entryLines(entries),
  ];
}

function bookedLines({ id, trade, sequence }: WholeExchangeView): readonly string[] {
  if (!trade || !('tradeId' in trade)) return [];
  const booked = sequence.find((each) => each.id === id)?.booked ?? [];
  return entryTable(trade.entries.filter((entry) => booked.includes(entry.entryId)));
}

const sequenceLines = ({ id, sequence }: WholeExchangeView): readonly string[] =>
  sequence.length < 2 &&
  sequence.every(({ before, after }) => stateText(before) === stateText(after))
    ? []
    : table(
        sequence.map((each) => [
          each.id === id ? '→' : '',
          each.at,
          each.id,
          each.service ?? '',
          resultOf(each),
          stateText(each.before) === stateText(each.after)
            ? stateText(each.after)
            : `${stateText(each.before)} → ${stateText(each.after)}`,
        ]),
      );

const stateText = ({ status, refunded }: OrderStateView): string =>
  refunded === undefined ? status : `${status} (${refunded} refunded)`;
