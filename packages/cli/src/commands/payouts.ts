import { writeFile } from 'node:fs/promises';
import { type Input, UsageError } from '../command.ts';
import { type Answer, findOperations, type Operations } from '../operations-client.ts';
import { list, pairs, print, table } from '../output.ts';

/**
 * Orders what is not ordered yet, and writes the message of one order to `--out`. Whoever asks for a
 * message by its number wants one that is there: then nothing more is ordered.
 */
export async function run(input: Input): Promise<undefined> {
  const path = `/admin/payouts/${encodeURIComponent(input.argument('DATE'))}`;
  const [out, number] = [input.option('out'), input.count('number')];
  if (number !== undefined && out === undefined) throw new UsageError('--number needs --out');
  const operations = await findOperations(input);
  const answer =
    number === undefined
      ? await operations.postOnce(path, input.fields(['currency']))
      : await operations.get(path);
  const written = out === undefined ? {} : await write(input, operations, path, answer, out);
  print(input, { ...answer, ...written }, () => [
    ...orderLines(answer),
    ...notOrderedLines(answer),
    ...pairs(Object.entries(written)),
  ]);
}

async function write(
  input: Input,
  operations: Operations,
  path: string,
  answer: Answer,
  out: string,
): Promise<Answer> {
  const order = chosen(input, list(answer, 'orders'));
  const { chunks } = await operations.download(`${path}/${order['currency']}/${order['number']}`);
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  await writeFile(out, Buffer.concat(parts), { mode: 0o600 });
  return { out, messageId: order['messageId'] };
}

/** The order that is asked for; the newest, when there is no doubt about the currency. */
function chosen(input: Input, orders: readonly Answer[]): Answer {
  const [currency, number] = [input.option('currency'), input.count('number')];
  const fitting = orders
    .filter((order) => currency === undefined || order['currency'] === currency)
    .filter((order) => number === undefined || order['number'] === number);
  const currencies = new Set(fitting.map((order) => String(order['currency'])));
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

function orderLines(answer: Answer): readonly string[] {
  const orders = list(answer, 'orders');
  if (orders.length === 0) return [`Nothing is paid out for ${answer['date']}.`];
  const rows = orders.map((order) => [
    String(order['messageId']),
    `${order['payouts']} payouts`,
    String(order['total']),
    String(order['currency']),
    String(order['madeAt']),
  ]);
  return ['Messages to the bank:', ...table(rows, [1, 2])];
}

const reasons: Readonly<Record<string, string>> = {
  'account-missing': 'the partner has no account; sampan partner payout PID says one',
  'source-missing': 'no account of ours pays this currency; sampan payout source says one',
  'not-ordered-yet': 'not asked for',
};

function notOrderedLines(answer: Answer): readonly string[] {
  const left = list(answer, 'notOrdered');
  if (left.length === 0) return [];
  const rows = left.map((each) => [
    String(each['partnerId']),
    String(each['amount']),
    String(each['currency']),
    reasons[String(each['why'])] ?? String(each['why']),
  ]);
  return ['Left out:', ...table(rows, [1])];
}
