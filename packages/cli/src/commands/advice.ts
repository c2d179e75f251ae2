import type { PartnerAdviceView } from '@sampan/api';
import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { print } from '../output.ts';
import { columnsOf, type Paint } from '../terminal.ts';
import { wrapWide } from '../wide-text.ts';
import { paintOf } from './exchange-table.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const answer = await call('GET /admin/advice', { query: { partner: input.option('partner') } });
  const dress = { paint: paintOf(input), columns: columnsOf(input.stdout) };
  print(input, answer, () => [
    ...(answer.partners.length === 0 ? ['The record has no exchanges of a partner.'] : []),
    ...answer.partners.flatMap((each, index) => [
      ...(index === 0 ? [] : ['']),
      ...partnerLines(each, dress),
    ]),
    ...(answer.more > 0 ? ['', `${answer.more} more partners: name one with --partner.`] : []),
  ]);
  return undefined;
}

interface Dress {
  readonly paint: Paint;
  readonly columns: number;
}

type Item = PartnerAdviceView['advice'][number];

function partnerLines(
  { partner, exchanges, advice, kept, untried }: PartnerAdviceView,
  dress: Dress,
): readonly string[] {
  const { paint, columns } = dress;
  const named = (title: string, rules: readonly string[]) =>
    rules.length === 0 ? [] : ['', ...indented(`${title}: ${rules.join(', ')}`, columns, '  ')];
  return [
    paint.bold(
      `Partner ${partner}, ${exchanges} exchange${exchanges === 1 ? '' : 's'}: ${inWords(advice)}`,
    ),
    ...advice.flatMap((item) => itemLines(item, dress)),
    ...named('kept', kept),
    ...named('not tried', untried),
  ];
}

function inWords({ length }: readonly Item[]): string {
  if (length === 0) return 'no advice';
  return length === 1 ? '1 piece of advice' : `${length} pieces of advice`;
}

function itemLines(item: Item, { paint, columns }: Dress): readonly string[] {
  const { severity, rule, title, why, todo, count, evidence, documents } = item;
  const emphasis =
    severity === 'high' ? paint.error : severity === 'medium' ? paint.warn : paint.dim;
  const seen = evidence.map(
    ({ found, order, exchanges }) =>
      `${order === undefined ? '' : `order ${order}: `}${found} (${exchanges.join(', ')})`,
  );
  const more = count - evidence.length;
  return [
    '',
    ...wrapWide(`${severity.padEnd(6)}  ${rule}: ${title}`, columns - 2).map((line, index) =>
      emphasis(`${index === 0 ? '  ' : inset}${line}`),
    ),
    ...indented(why, columns),
    ...indented(`Do: ${todo}`, columns),
    `${inset}Seen ${count === 1 ? 'once' : `${count} times`}:`,
    ...seen.flatMap((each) => indented(each, columns, `${inset}  `)),
    ...(more > 0 ? [`${inset}  and ${more} more`] : []),
    ...documents.slice(0, 1).map((page) => paint.dim(`${inset}${page}`)),
  ];
}

const inset = ' '.repeat(10);

const indented = (text: string, columns: number, by = inset): readonly string[] =>
  wrapWide(text, columns - by.length).map((line) => `${by}${line}`);
