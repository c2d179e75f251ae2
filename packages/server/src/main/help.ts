/** What `--help` prints, from the declarations of the commands. */
import { type Command, commands, commonOptions, type Option } from './commands.ts';

export function overview(): string {
  const shown = commands.filter(({ internal }) => !internal);
  const lines = table(shown.map((command) => [usage(command), command.summary]));
  return [
    'Sampan, an in-store QR payment system.',
    '',
    ...lines,
    '',
    'Every command explains itself with --help and prints one line of JSON with --json.',
  ].join('\n');
}

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
