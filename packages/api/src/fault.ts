import type { TSchema } from '@sinclair/typebox';
import { Errors, type ValueError, ValueErrorType } from '@sinclair/typebox/errors';

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
  const errors = [...Errors(schema, [], value)].flatMap(innermost);
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

/** Of a value that fits no variant, what is wrong in the one variant that is of its own kind. */
function innermost(error: ValueError): readonly ValueError[] {
  if (error.type !== ValueErrorType.Union) return [error];
  const variants: readonly TSchema[] = error.schema['anyOf'];
  const own = variants.flatMap(({ type }, index) =>
    type === kindOfValue(error.value) ? [index] : [],
  );
  const [only] = own;
  if (only === undefined || own.length > 1) return [error];
  const inner = [...(error.errors[only] ?? [])].flatMap(innermost);
  return inner.some(({ path }) => path !== error.path) ? inner : [error];
}

const kindOfValue = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

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
