import type { Column } from '#database';

/** JSON with integers of any size: a bigint is written as `{"$":"3925"}` and read back as one. */
const writeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? { $: String(each) } : each,
  );

const readJson = (text: string): unknown =>
  JSON.parse(text, (_key, each: unknown) =>
    isWrittenBigint(each) ? BigInt(each.$) : each,
  ) as unknown;

const isWrittenBigint = (value: unknown): value is { readonly $: string } =>
  typeof value === 'object' &&
  value !== null &&
  '$' in value &&
  typeof value.$ === 'string' &&
  Object.keys(value).length === 1;

/** A text column with a value, including amounts, as JSON. */
export const exactJson = <Value>(): Column<Value> => ({
  type: 'text',
  write: writeJson,
  read: (stored) => readJson(stored as string) as Value,
});
