import { writeFile } from 'node:fs/promises';
import type { NotOrderedView, PayoutOrderView, PayoutsView } from '@sampan/api';
import { type Input, UsageError } from '../command.ts';
import { findOperations, type Operations } from '../operations-client.ts';
import { pairs, print, table } from '../output.ts';

/**
 * Orders the batches that are in no order yet, and writes the message of one order to `--out`. With
 * `--number`, which names an existing message, nothing more is ordered.
 */
export async function run(input: Input): Promise<undefined> {
  const params = { date: input.argument('DATE') };
  const [out, number] = [input.option('out'), input.count('number')];
  if (number !== undefined && out === undefined) throw new UsageError('--number needs --out');
  const operations = await findOperations(input);
  const { call, callOnce } = operations;
  const body = { currency: input.option('currency') };
  const answer =
    number === undefined
      ? await callOnce('POST /admin/payouts/:date', { params, body })
      : await call('GET /admin/payouts/:date', { params });
  const written = out === undefined ? {} : await write(input, operations, answer, out);
  print(input, { ...answer, ...written }, () => [
    ...orderLines(answer),
    ...notOrderedLines(answer.notOrdered),
    ...pairs(Object.entries(written)),
  ]);
}

async function write(
  input: Input,
  operations: Operations,
  { date, orders }: PayoutsView,
  out: string,
): Promise<{ readonly out: string; readonly messageId: string }> {
  const { currency, number, messageId } = chosen(input, orders);
  const route = 'GET /admin/payouts/:date/:currency/:number';
  const params = { date, currency, number: String(number) };
  const message = await operations.stream(route, { params });
  await writeFile(out, await message.text(), { mode: 0o600 });
  return { out, messageId };
}

/** The order that is asked for; the newest, when there is no doubt about the currency. */
function chosen(input: Input, orders: readonly PayoutOrderView[]): PayoutOrderView {
  const [currency, number] = [input.option('currency'), input.count('number')];
  const fitting = orders
    .filter((order) => currency === undefined || order.currency === currency)
    .filter((order) => number === undefined || order.number === number);
  const currencies = new Set(fitting.map((order) => order.currency));
  if (currencies.size > 1) {
    throw new UsageError(`Say which with --currency: ${[...currencies].join(', ')}`);
  }
  const found = fitting.at(-1);
  if (!found) {
    const why = number === undefined ? 'nothing to pay out' : `no message ${number}`;
    throw new Error(`There is ${why}, so no file is written`);
  }
  return found;
}

function orderLines({ date, orders }: PayoutsView): readonly string[] {
  if (orders.length === 0) return [`Nothing is paid out for ${date}.`];
  const rows = orders.map((order) => [
    order.messageId,
    `${order.payouts} payouts`,
    order.total,
    order.currency,
    order.madeAt,
  ]);
  return ['Messages to the bank:', ...table(rows, [1, 2])];
}

const reasons: Readonly<Record<NotOrderedView['why'], string>> = {
  'account-missing': 'the partner has no account; sampan partner payout PID says one',
  'source-missing': 'no account of ours pays this currency; sampan payout source says one',
  'not-ordered-yet': 'not asked for',
};

function notOrderedLines(left: readonly NotOrderedView[]): readonly string[] {
  if (left.length === 0) return [];
  const rows = left.map(({ partnerId, amount, currency, why }) => [
    ...[partnerId, amount, currency],
    reasons[why],
  ]);
  return ['Left out:', ...table(rows, [1])];
}
