import { ok, problem, type Result } from '@sampan/primitives';
import {
  type Contract,
  type Fault,
  type Field,
  type Fields,
  type MessageOf,
  malformed,
  type PartInput,
  presenceIn,
  type Surroundings,
} from './fields.ts';
import type { Parameter } from './form.ts';

/** A fault and its field. */
export interface FieldFault extends Fault {
  readonly field: string;
}

/** The fields of a table under a contract, prepared when first needed. */
interface Row {
  readonly name: string;
  readonly field: Field;
  readonly required: boolean;
  readonly fault: FieldFault;
}

/** Reads and writes messages of one table under either contract. */
export interface Codec<T extends Fields> {
  readonly read: (
    lookUp: (name: string) => unknown,
    contract: Contract,
  ) => Result<MessageOf<T>, FieldFault>;
  /** Sorted by name, without fields outside the contract and undefined ones. */
  readonly write: (message: PartInput<T>, contract: Contract) => readonly Parameter[];
  readonly rows: (contract: Contract) => readonly Row[];
}

export function codec<const T extends Fields>(fields: T): Codec<T> {
  // A program uses few of the tables and one contract; an import should not prepare all.
  const prepared: Partial<Record<Contract, readonly Row[]>> = {};
  const sorted: Partial<Record<Contract, readonly Row[]>> = {};
  const rows = (contract: Contract): readonly Row[] =>
    (prepared[contract] ??= rowsOf(fields, contract));
  const ascending = (contract: Contract): readonly Row[] =>
    (sorted[contract] ??= byFieldName(rows(contract)));
  return {
    rows,
    read: (lookUp, contract) => readRows(rows(contract), lookUp, contract) as never,
    write: (message, contract) => {
      const written: Parameter[] = [];
      for (const { name, field } of ascending(contract)) {
        const value = message[name];
        if (value === undefined) continue;
        const text = field.is.write(value as never);
        if (text !== '') written.push([name, text]);
      }
      return written;
    },
  };
}

function rowsOf(fields: Fields, contract: Contract): readonly Row[] {
  return Object.entries(fields)
    .filter(([, field]) => presenceIn(field, contract) !== 'absent')
    .map(([name, field]) => ({
      name,
      field,
      required: presenceIn(field, contract) === 'required',
      fault: { ...malformed('missing'), field: name },
    }));
}

const byFieldName = (rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((left, right) => (left.name < right.name ? -1 : 1));

/**
 * The first malformed field in table order refuses the message. An unfit field does so only when
 * all fields are well formed, because the gateway checks before the service.
 */
function readRows(
  rows: readonly Row[],
  lookUp: (name: string) => unknown,
  contract: Contract,
): Result<Readonly<Record<string, unknown>>, FieldFault> {
  const around: Surroundings = {
    contract,
    textOf: (name) => {
      if (!rows.some((row) => row.name === name)) return undefined;
      const value = lookUp(name);
      return typeof value === 'string' && value !== '' ? value : undefined;
    },
  };
  const message: Record<string, unknown> = {};
  let unfit: FieldFault | undefined;
  for (const row of rows) {
    const value = pick(row, lookUp);
    if (value === conflict) return problem({ ...malformed('two values'), field: row.name });
    message[row.name] = undefined;
    if (value === undefined) {
      if (row.required) return problem(row.fault);
      continue;
    }
    const read = readValue(row.field, value, around);
    if (read.ok) message[row.name] = read.value;
    else if (read.problem.code === 'ILLEGAL_ARGUMENT') {
      return problem({ ...read.problem, field: row.name });
    } else unfit ??= { ...read.problem, field: row.name };
  }
  return unfit ? problem(unfit) : ok(message);
}

/** A field given with two values, under two names or spellings. */
export const conflict = Symbol('two values under two names');

/** The value under the field's name or an alias; empty and null count as absent (09 §1). */
function pick({ name, field }: Row, lookUp: (name: string) => unknown): unknown {
  let value = orAbsent(lookUp(name));
  if (field.is.json && value === 'null') value = undefined;
  if (!field.aliases) return value;
  for (const alias of field.aliases) {
    const other = orAbsent(lookUp(alias));
    if (other === undefined) continue;
    if (value !== undefined && value !== other) return conflict;
    value = other;
  }
  return value;
}

const orAbsent = (value: unknown): unknown => (value === '' || value === null ? undefined : value);

function readValue(field: Field, value: unknown, around: Surroundings): Result<unknown, Fault> {
  if (field.is.json && typeof value !== 'string') return field.is.json.read(value, around);
  if (typeof value === 'string') return field.is.read(value, around);
  // JSON members are texts; some clients write numbers and booleans bare.
  if (typeof value === 'number' || typeof value === 'boolean') {
    return field.is.read(String(value), around);
  }
  return problem(malformed('not a text'));
}
