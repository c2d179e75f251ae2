/** The comparison beside the page, so that it does not freeze: the same that `sampan reconcile` makes. */
import {
  type Break,
  breaksAsCsv,
  breakView,
  csvReader,
  differenceOf,
  type Reconciliation,
  reconcile,
} from '@sampan/protocol/reconcile';
import { type Asked, type Compared, type FoundBreak, groupOf, type Said } from '../messages.ts';

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  void answerTo(data).then((said) => postMessage(said));
});

async function answerTo(asked: Asked): Promise<Said> {
  if (asked.do === 'head') return headOf(asked.own);
  const { own, file, columns } = asked;
  const found = await reconcile(pieces(file), pieces(own), 'UTF-8', columns);
  if (!found.ok) return { is: 'unreadable', unreadable: found.problem };
  return { is: 'compared', compared: view(found.value) };
}

/** The names of the columns stand in the first row; the first kilobytes have it. */
async function headOf(own: Blob): Promise<Said> {
  const text = await own.slice(0, 65_536).text();
  const isOurs = /^\ufeff?Partner: *\d/.test(text);
  const csv = csvReader();
  const rows = csv.piece(text);
  if (!rows.ok) return unreadable(rows.problem);
  const last = rows.value.length > 0 ? rows : csv.end();
  if (!last.ok) return unreadable(last.problem);
  return { is: 'head', names: last.value[0]?.cells ?? [], isOurs };
}

const unreadable = (problem: { readonly line: number; readonly reason: string }): Said => ({
  is: 'unreadable',
  unreadable: { in: 'own-book', ...problem },
});

async function* pieces(of: Blob): AsyncGenerator<Uint8Array> {
  const reader = of.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** So many breaks are shown; the CSV has all. */
const handedOver = 1_000;

function view({ breaks, ownRows, matched, sums, file }: Reconciliation): Compared {
  const counts = { differs: 0, 'only-here': 0, 'only-there': 0 };
  for (const each of breaks) counts[groupOf(found(each))] += 1;
  return {
    breaks: breaks.slice(0, handedOver).map(found),
    count: breaks.length,
    counts,
    csv: new Blob(['\ufeff', breaksAsCsv(breaks).join('\r\n'), '\r\n']),
    ownRows,
    fileRows: file.rows,
    matched,
    own: sums.own,
    file: sums.file,
    agreed: sums.agreed,
    agreedRows: sums.agreedRows,
    difference: sums.difference,
  };
}

function found(each: Break): FoundBreak {
  const { kind, id, transactionId, here, there } = breakView(each);
  return { kind, id, transactionId, here, there, difference: differenceOf(each) };
}
