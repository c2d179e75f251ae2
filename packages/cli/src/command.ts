/**
 * What a command is: its declaration, what it is given, and the error of a wrong call.
 *
 * The programs of commands import this file and never the table in `commands.ts`, which loads them.
 */
import type { Readable, Writable } from 'node:stream';

export interface Option {
  readonly name: string;
  /** What stands for the value in `--help`; an option without it is a switch. */
  readonly value?: string;
  readonly summary: string;
  /** The field of the operations API; by default the name in camel case. */
  readonly field?: string;
  /** It may be given several times. */
  readonly repeats?: true;
}

export interface Argument {
  readonly name: string;
  readonly summary: string;
  readonly optional?: boolean;
  /** The field of the operations API that it becomes, if any. */
  readonly field?: string;
}

/** `--fee-rate` is sent as `feeRate`. */
export const fieldOf = ({ name, field }: Pick<Option, 'name' | 'field'>): string =>
  field ?? name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Started by the server itself; not listed in help. */
  readonly internal?: true;
  readonly arguments: readonly Argument[];
  readonly options: readonly Option[];
  /** Further lines of `--help`. Prose is joined and wrapped; empty and indented lines stay. */
  readonly notes?: readonly string[];
  /** Complete command lines, starting with `sampan`. */
  readonly examples?: readonly string[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

/** What a command writes to and reads from besides its words: the process's own, or a test's. */
export interface Surroundings {
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** The process's own by default. */
  readonly stdin?: Readable;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the installed program. */
  readonly programVersion?: () => string;
}

/** What the user gave to a command. */
export interface Input extends Surroundings {
  /** `--json` was given. */
  readonly json: boolean;
  argument(name: string): string;
  option(name: string): string | undefined;
  /** All values of an option that repeats. */
  all(name: string): readonly string[];
  flag(name: string): boolean;
  /** A whole number, 0 or more. */
  count(name: string): number | undefined;
  /** How the user writes a field of the operations API: `feeRate` as `--fee-rate`. */
  spelled(field: string): string | undefined;
}

/** Returns the exit code when it is not 0. */
export type Run = (input: Input) => Promise<number | undefined>;

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const helpOption = 'help';
export const jsonOption = 'json';

/** Every command has these. */
export const commonOptions: readonly Option[] = [
  { name: 'data', value: 'DIR', summary: 'data folder (default ./data)' },
  { name: jsonOption, summary: 'print the result as one line of JSON' },
  { name: helpOption, summary: 'show this help' },
];
