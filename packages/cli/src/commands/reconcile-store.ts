import { basename } from 'node:path';
import { type Charset, parseFileName } from '@sampan/protocol';
import { type FileBreak, MoneyFileError, type Reconciled, reconcile } from '@sampan/sdk/files';
import { type Input, UsageError } from '../command.ts';
import { print, table } from '../output.ts';
import { openStore } from './open-store.ts';
import { bytesOf, countedRows } from './reconcile-input.ts';

/** `--store PATH`: compares the file with the sales of a program that uses the SDK. */
export async function reconcileStore(
  input: Input,
  file: string,
  path: string,
  charset: Charset,
): Promise<number | undefined> {
  const partner = input.option('partner') ?? parseFileName(basename(file))?.partnerId;
  if (partner === undefined) {
    throw new UsageError('--partner is missing: the name of FILE does not say whose it is');
  }
  const store = await openStore(path);
  const found = await reconcile({ store, partner, file: bytesOf(file), charset }).catch(
    (error: unknown) => {
      if (!(error instanceof MoneyFileError)) throw error;
      throw new Error(`${file}, ${error.message}`, { cause: error });
    },
  );
  const { from: kind, days, rows, breaks } = found;
  print(input, { breaks, file: { kind, rows, days, partner } }, () =>
    report(found, basename(file), basename(path)),
  );
  return breaks.length > 0 ? 1 : undefined;
}

function report(found: Reconciled, fileName: string, storeName: string): readonly string[] {
  const { from, days, rows, breaks } = found;
  const said = [`${fileName}: ${from} file, ${countedRows(rows)}, ${days.join(', ')}`];
  if (breaks.length === 0) return [...said, '', `No breaks with the store ${storeName}.`];
  const header = ['break', 'id', 'store', 'file'];
  return [
    ...said,
    '',
    ...table([header, ...breaks.map(cells)]),
    '',
    `${breaks.length} ${breaks.length === 1 ? 'break' : 'breaks'} with the store ${storeName}.`,
  ];
}

const cells = ({ kind, id, here = '—', there = '—', line }: FileBreak): readonly string[] => [
  kind,
  id,
  here,
  line === undefined ? there : `${there} (line ${line})`,
];
