import type { TSchema } from '@sinclair/typebox';
import { Errors, ValueErrorType } from '@sinclair/typebox/errors';

/** What does not fit a schema, first found first. */
export interface Fault {
  /** The field, as a program would reach it: `rates[2].day`; empty for the value itself. */
  readonly field: string;
  readonly kind: 'unknown-field' | 'invalid-field' | 'no-object';
  /** What the field must be. */
  readonly expected: string;
  readonly isMissing: boolean;
  /** The fields that there are, when there is no such field. */
  readonly known: readonly string[];
}

/** The first fault of a value; undefined when it is as declared. */
export function findFault(schema: TSchema, value: unknown): Fault | undefined {
  const errors = [...Errors(schema, [], value)];
  // A misspelt field is why another one seems to be missing.
  const isUnknown = ({ type }: { readonly type: ValueErrorType }) =>
    type === ValueErrorType.ObjectAdditionalProperties;
  const found = errors.find(isUnknown) ?? errors[0];
  if (!found) return undefined;
  const expected: unknown = found.schema['expected'];
  return {
    field: fieldOf(found.path),
    kind: kindOf(found.type),
    expected: typeof expected === 'string' ? expected : wordsFor(found.schema),
    isMissing: found.value === undefined,
    known: isUnknown(found) ? Object.keys(found.schema['properties'] ?? {}) : [],
  };
}

function kindOf(type: ValueErrorType): Fault['kind'] {
  if (type === ValueErrorType.ObjectAdditionalProperties) return 'unknown-field';
  return type === ValueErrorType.Object ? 'no-object' : 'invalid-field';
}

/** From a JSON pointer: `/rates/2/day`. */
const fieldOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => {
      if (/^[0-9]+$/.test(part)) return `${path}[${part}]`;
      return path === '' ? part : `${path}.${part}`;
    }, '');

function wordsFor({ type }: TSchema): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'array':
      return 'a list';
    case 'integer':
      return 'a whole number';
    case 'object':
      return 'a JSON object';
    default:
      return `of type ${type}`;
  }
}
