/** What `--help` prints, from the declarations of the commands. */
import { type Command, commonOptions, type Option } from './command.ts';
import { membersOf } from './find-command.ts';

export function overview(commands: readonly Command[]): string {
  const shown = commands.filter(({ internal }) => !internal);
  const lines = table(shown.map((command) => [usage(command), command.summary]));
  return [
    'Sampan, an in-store QR payment system.',
    '',
    ...lines,
    '',
    'sampan COMMAND --help explains a command; --json prints the result as one line of JSON.',
  ].join('\n');
}

/** The commands that share their first word. */
export function groupHelp(commands: readonly Command[], name: string): string {
  const members = membersOf(commands, name);
  const lines = table(members.map((command) => [usage(command), command.summary]));
  return [`sampan ${name} COMMAND [options]`, '', ...lines, '', footer(name)].join('\n');
}

const footer = (name: string): string => `sampan ${name} COMMAND --help explains a command.`;

export function commandHelp(command: Command): string {
  const named = command.arguments.map(({ name, summary }) => [name, summary] as const);
  const options = [...command.options, ...commonOptions];
  return [
    `sampan ${usage(command)} [options]`,
    '',
    `${command.summary[0]?.toUpperCase()}${command.summary.slice(1)}.`,
    '',
    ...table([...named, ...options.map((option) => [spelled(option), option.summary] as const)]),
    ...(command.notes ? ['', ...command.notes] : []),
  ].join('\n');
}

function usage(command: Command): string {
  const words = command.arguments.map(({ name, optional }) => (optional ? `[${name}]` : name));
  return [command.name, ...words].join(' ');
}

function spelled({ name, value }: Option): string {
  return value ? `--${name} ${value}` : `--${name}`;
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
