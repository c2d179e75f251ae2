/** What `--help` prints, from the declarations of the commands. Fits a terminal of 80 columns. */
import { type Command, commonOptions, type Option } from './command.ts';
import { membersOf } from './find-command.ts';

const columns = 80;
/** A longer left cell has a line of its own. */
const leftMax = 30;

/** The overview's sections, each with the first words of its commands. */
const sections: readonly (readonly [title: string, firstWords: readonly string[]])[] = [
  ['Run', ['start', 'demo', 'cashier', 'audit', 'run']],
  ['Integration', ['requests', 'accept', 'advice', 'mcp', 'services']],
  ['Partners', ['partner', 'staff']],
  ['Wallets', ['wallet']],
  ['Trades and notifications', ['trade', 'notify']],
  ['Refused requests', ['explain']],
  ['Files and reconciliation', ['files', 'reconcile']],
  ['Settlement and payouts', ['payouts', 'payout', 'calendar']],
  ['Exchange rates', ['rates']],
  ['Sandbox', ['world', 'scenario']],
  ['Time and keys', ['clock', 'secrets']],
];

export function overview(commands: readonly Command[]): string {
  const width = leftWidth(commands.map(usage));
  const shown = sectionsOf(commands).flatMap(([title, members]) => [
    `${title}:`,
    ...table(members.map(summaryRow), width),
    '',
  ]);
  return [
    'Sampan, an in-store QR payment system.',
    '',
    'Usage: sampan COMMAND [options]',
    '',
    ...shown,
    'sampan COMMAND --help explains a command and its options.',
    'Every command accepts --json, which prints the result as one line of JSON.',
  ].join('\n');
}

/** The commands for people, by section; a command without a section comes last. */
export function sectionsOf(
  commands: readonly Command[],
): readonly (readonly [title: string, members: readonly Command[]])[] {
  const shown = commands.filter(({ internal }) => !internal);
  const isIn = (firstWords: readonly string[]) => (command: Command) =>
    firstWords.includes(command.name.split(' ')[0] ?? '');
  const others = shown.filter((command) => !sections.some(([, words]) => isIn(words)(command)));
  return [
    ...sections.map(([title, words]) => {
      const inOrder = words.flatMap((word) => shown.filter(isIn([word])));
      return [title, inOrder] as const;
    }),
    ['Other', others] as const,
  ].filter(([, members]) => members.length > 0);
}

/** The commands that share their first word. */
export function groupHelp(commands: readonly Command[], name: string): string {
  const rows = membersOf(commands, name).map(summaryRow);
  return [`Usage: sampan ${name} COMMAND [options]`, '', ...table(rows), '', footer(name)].join(
    '\n',
  );
}

const footer = (name: string): string => `sampan ${name} COMMAND --help explains a command.`;

export function commandHelp(command: Command): string {
  const named = command.arguments.map(({ name, summary }) => [name, summary] as const);
  const options = [...command.options, ...commonOptions];
  const rows = [...named, ...options.map((option) => [spelled(option), option.summary] as const)];
  return [
    `Usage: sampan ${usage(command)} [options]`,
    '',
    ...wrap(`${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.`, columns),
    '',
    ...table(rows),
    ...(command.notes ? ['', ...paragraphs(command.notes)] : []),
    ...(command.examples ? ['', 'Examples:', ...command.examples.map((line) => `  ${line}`)] : []),
  ].join('\n');
}

const summaryRow = (command: Command) => [usage(command), command.summary] as const;

function usage(command: Command): string {
  const words = command.arguments.map(({ name, optional }) => (optional ? `[${name}]` : name));
  return [command.name, ...words].join(' ');
}

function spelled({ name, value }: Option): string {
  return value ? `--${name} ${value}` : `--${name}`;
}

function leftWidth(cells: readonly string[]): number {
  return Math.max(0, ...cells.map(({ length }) => length).filter((length) => length <= leftMax));
}

/** Two columns; the right one is wrapped. */
function table(
  rows: readonly (readonly [string, string])[],
  width = leftWidth(rows.map(([left]) => left)),
): string[] {
  const margin = ' '.repeat(width + 4);
  return rows.flatMap(([left, right]) => {
    const [first = '', ...others] = wrap(right, columns - margin.length);
    const below = others.map((line) => margin + line);
    if (left.length > width) return [`  ${left}`, margin + first, ...below];
    return [`  ${left.padEnd(width)}  ${first}`, ...below];
  });
}

/** Joins and wraps consecutive lines; empty and indented ones stay. */
function paragraphs(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (isProse(line) && last !== undefined && isProse(last))
      joined[joined.length - 1] += ` ${line}`;
    else joined.push(line);
  }
  return joined.flatMap((line) => (isProse(line) ? wrap(line, columns) : [line]));
}

const isProse = (line: string): boolean => line !== '' && !line.startsWith(' ');

/** A text in lines of at most `width` characters; a longer word has a line of its own. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
