/** The board of acceptance cases, for a terminal. */
import type { CaseVerdictView } from '@sampan/api';
import type { Input } from '../command.ts';
import { columnsOf, type Paint } from '../terminal.ts';
import { padWide, widthOf, wrapWide } from '../wide-text.ts';
import { paintOf } from './exchange-table.ts';

export interface Acceptance {
  readonly partner: string;
  readonly contract: 'hk' | 'global';
  readonly cases: readonly CaseVerdictView[];
}

/** The lines of a case stand under its name. */
const margin = ' '.repeat(14);

/** More than 80 columns are no easier to read. */
const columnsMax = 80;

export function acceptanceLines(
  input: Pick<Input, 'stdout' | 'environment'>,
  { partner, contract, cases }: Acceptance,
): readonly string[] {
  const paint = paintOf(input);
  const columns = Math.min(columnsMax, columnsOf(input.stdout));
  const products = [...new Set(cases.map(({ product }) => product))];
  const boards = products.flatMap((product) => {
    const own = cases.filter((each) => each.product === product);
    return [
      heading(product, own, { paint, columns }),
      ...own.flatMap((each) => caseLines(each, { paint, columns })),
      '',
    ];
  });
  return [`Partner ${partner}, contract ${contract}`, '', ...boards, summary(cases)];
}

interface Page {
  readonly paint: Paint;
  readonly columns: number;
}

function heading(product: string, cases: readonly CaseVerdictView[], { paint, columns }: Page) {
  const title = `${product[0]?.toUpperCase()}${product.slice(1)}`;
  const counted = cases.filter(({ result }) => result !== 'not applicable');
  const passed = counted.filter(({ result }) => result === 'passed');
  const figure = `${passed.length} of ${counted.length}`;
  return paint.bold(padWide(title, columns - figure.length) + figure);
}

const marks: Readonly<Record<CaseVerdictView['result'], string>> = {
  passed: '✓',
  failed: '✗',
  'not tried': '·',
  'not applicable': '–',
};

function caseLines(verdict: CaseVerdictView, page: Page): readonly string[] {
  const { id, name, result, reason, next, evidence } = verdict;
  const { dim } = page.paint;
  const left = `  ${marks[result]} ${id.padEnd(9)} ${name}`;
  const right =
    result === 'passed' ? whenAndWhich(verdict, page.columns - widthOf(left) - 2) : result;
  const line = padWide(left, page.columns - widthOf(right)) + right;
  return [
    painted(line, result, page.paint),
    ...(reason === undefined ? [] : told('why ', reason, page)),
    ...(next === undefined ? [] : told('next', next, page)),
    ...(evidence.length === 0 ? [] : told('by  ', idsOf(verdict), page).map(dim)),
  ];
}

/** The order of a passed case and its time, as far as there is room. */
function whenAndWhich({ evidence }: CaseVerdictView, room: number): string {
  const [first] = evidence;
  const at = (evidence.at(-1)?.at ?? '').slice(0, 16).replace('T', ' ');
  const order = first?.order ?? '';
  const both = [order, at].filter(Boolean).join('  ');
  return widthOf(both) <= room ? both : at;
}

/** So many fit a line. */
const shownIds = 2;

function idsOf({ evidence }: CaseVerdictView): string {
  const ids = evidence.slice(0, shownIds).map(({ id }) => id);
  const more = evidence.length - ids.length;
  return more > 0 ? `${ids.join(' ')} and ${more} more` : ids.join(' ');
}

function painted(line: string, result: CaseVerdictView['result'], paint: Paint): string {
  if (result === 'passed') return paint.good(line);
  if (result === 'failed') return paint.error(line);
  return result === 'not applicable' ? paint.dim(line) : line;
}

/** A text in lines under its case, the first with a word before it. */
function told(word: string, text: string, { columns }: Page): readonly string[] {
  const indent = `${margin}${' '.repeat(word.length + 1)}`;
  return wrapWide(text, columns - indent.length).map((line, index) =>
    index === 0 ? `${margin}${word} ${line}` : `${indent}${line}`,
  );
}

function summary(cases: readonly CaseVerdictView[]): string {
  const results = ['passed', 'failed', 'not tried', 'not applicable'] as const;
  return results
    .map((result) => [cases.filter((each) => each.result === result).length, result] as const)
    .filter(([count, result]) => count > 0 || result === 'passed' || result === 'failed')
    .map(([count, result]) => `${count} ${result}`)
    .join(', ');
}
