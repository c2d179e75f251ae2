/** A tool of `sampan mcp`: a schema for what it is given, and a call of the operations API. */
import { findFault } from '@sampan/api';
import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';
import { UsageError } from '../command.ts';
import type { Operations } from '../operations-client.ts';

/** What a tool changes: nothing, something that can be taken back, or something that cannot. */
export type Effect = 'reads' | 'adds' | 'removes';

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: TObject;
  /** Checks what was given; an answer is JSON or text. */
  readonly call: (given: unknown, sandbox: FindSandbox) => Promise<object | string>;
}

/** Finds the operations API of a world when a tool needs it. */
export type FindSandbox = (world: string | undefined) => Promise<Operations>;

interface Described<Input extends TObject> extends Omit<Tool, 'input' | 'call'> {
  readonly input: Input;
  readonly run: (given: Static<Input>, sandbox: FindSandbox) => Promise<object | string>;
}

export const tool = <Input extends TObject>({ run, ...described }: Described<Input>): Tool => ({
  ...described,
  call(given, sandbox) {
    const input = withoutNulls(given ?? {});
    if (fits(described.input, input)) return run(input, sandbox);
    throw new UsageError(faultIn(described.input, input));
  },
});

/** Fields, of which a tool may be given no other; `world` names a world of the sandbox. */
export const given = <const Fields extends Record<string, TSchema>>(fields: Fields) =>
  Type.Object({ ...fields, world }, { additionalProperties: false });

/** The same without a world: the tool needs no server, or is about worlds themselves. */
export const givenOnly = <const Fields extends Record<string, TSchema>>(fields: Fields) =>
  Type.Object(fields, { additionalProperties: false });

const world = Type.Optional(
  Type.String({
    description:
      'A world of the sandbox, from list_worlds; by default the one of --world, or main.',
    pattern: '^[a-z0-9-]+$',
    expected: 'the name of a world',
  }),
);

const fits = <Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> =>
  findFault(schema, value) === undefined;

/** In the words in which the operations API refuses a field. */
function faultIn(schema: TSchema, value: unknown): string {
  const fault = findFault(schema, value);
  if (!fault) return 'the arguments do not fit';
  const { kind, field, expected, isMissing, known } = fault;
  if (kind === 'unknown-field') {
    const names = known.length === 0 ? 'none' : known.join(', ');
    return `There is no field ${field}; there are ${names}`;
  }
  const missing = isMissing ? '; it is missing' : '';
  return `${field || 'the arguments'} must be ${expected}${missing}`;
}

/** `null` is as good as absent. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}
