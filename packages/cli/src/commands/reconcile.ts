import { basename } from 'node:path';
import { type Charset, transactionTypes } from '@sampan/protocol';
import {
  type Break,
  breakKinds,
  breaksAsCsv,
  breakView,
  type Reconciliation,
  reconcile,
  type Side,
  typeOf,
} from '@sampan/protocol/reconcile';
import { type Input, UsageError } from '../command.ts';
import { choice, print, table } from '../output.ts';
import { bytesOf, countedRows, mustBeReadable } from './reconcile-input.ts';
import { reconcileStore } from './reconcile-store.ts';

/** Needs no server: both files are the partner's. */
export async function run(input: Input): Promise<number | undefined> {
  const file = input.argument('FILE');
  const [own, store] = [input.option('against'), input.option('store')];
  if (input.json && input.flag('csv')) throw new UsageError('--json and --csv exclude each other');
  const charset: Charset = choice(input, 'charset', ['UTF-8', 'GBK']) ?? 'UTF-8';
  if (own !== undefined && store !== undefined) {
    throw new UsageError('--against and --store exclude each other');
  }
  await mustBeReadable(file, 'FILE');
  if (store !== undefined) {
    if (input.flag('csv')) throw new UsageError('--store and --csv exclude each other');
    await mustBeReadable(store, '--store');
    return reconcileStore(input, file, store, charset);
  }
  if (own === undefined) {
    throw new UsageError(
      '--against is missing: the own book, a CSV file; or --store: where a program keeps its sales',
    );
  }
  await mustBeReadable(own, '--against');

  const found = await reconcile(bytesOf(file), bytesOf(own), charset);
  if (!found.ok) {
    const { line, reason } = found.problem;
    throw new Error(`${found.problem.in === 'file' ? file : own}, line ${line}: ${reason}`);
  }
  const { breaks } = found.value;
  if (input.flag('csv')) input.stdout.write(`${breaksAsCsv(breaks).join('\n')}\n`);
  else print(input, view(found.value), () => report(found.value, basename(file), basename(own)));
  return breaks.length > 0 ? 1 : undefined;
}

const view = ({ breaks, matched, ownRows, file }: Reconciliation) => ({
  breaks: breaks.map(breakView),
  matched,
  own: { rows: ownRows },
  file: {
    kind: file.kind,
    rows: file.rows,
    partner: file.header?.partnerId,
    date: file.header?.day,
  },
});

function report(found: Reconciliation, fileName: string, ownName: string): readonly string[] {
  const { breaks, matched, ownRows, file } = found;
  const said = [
    `${fileName}: ${file.kind} file, ${countedRows(file.rows)}`,
    `${ownName}: own book, ${countedRows(ownRows)}`,
  ];
  if (breaks.length === 0) return [...said, '', `No breaks: all ${countedRows(matched)} agree.`];
  const counts = breakKinds
    .map((kind) => [kind, breaks.filter((each) => each.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  const header = ['break', 'type', 'id', 'own book', 'file'];
  return [
    ...said,
    '',
    ...table([header, ...breaks.map(cells)]),
    '',
    `${breaks.length} ${breaks.length === 1 ? 'break' : 'breaks'}: ${counts.join(', ')}.`,
  ];
}

const cells = (each: Break): readonly string[] => [
  each.kind,
  typeOf(each),
  each.id,
  sideText(each, each.here),
  sideText(each, each.there),
];

/** What a side says of the thing in question, and where. */
function sideText({ kind }: Break, side: Side | undefined): string {
  if (!side) return '—';
  const amount = kind === 'fee' ? `fee ${side.fee}` : side.amount;
  const word = kind === 'status' ? `${transactionTypes[side.kind]} ` : '';
  return `${word}${[amount, side.currency].filter(Boolean).join(' ')} (line ${side.line})`;
}
