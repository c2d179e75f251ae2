/** What the commands that show a list page by page have in common. */
import type { Input } from './command.ts';
import { print, table } from './output.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** A column's heading, and what stands in it for an item. */
type Column<Item> = readonly [heading: string, cell: (item: Item) => string | undefined];

/** Which page the options `--limit` and `--after` ask for. */
export const pageAsked = (input: Input) => ({
  limit: input.count('limit'),
  after: input.option('after'),
});

/** Prints a page: a table, and how to see the next one. */
export function printPage<Item>(
  input: Input,
  page: Page<Item>,
  { none, columns, right }: Shown<Item>,
): void {
  const rows = page.items.map((item) => columns.map(([, cell]) => cell(item) ?? ''));
  const headings = columns.map(([heading]) => heading);
  print(input, page, () =>
    rows.length === 0 ? [none] : [...table([headings, ...rows], right), ...moreLines(page.next)],
  );
}

/** How to see the next page, when there is one. */
export const moreLines = (next: string | null): readonly string[] =>
  next === null ? [] : ['', `There are more: --after ${next}`];

interface Shown<Item> {
  /** Said when there are no items. */
  readonly none: string;
  readonly columns: readonly Column<Item>[];
  /** The columns that are numbers. */
  readonly right: readonly number[];
}
