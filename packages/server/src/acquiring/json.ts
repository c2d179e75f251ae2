/** JSON with whole numbers of any size: a bigint is written as `{"$":"3925"}` and read back as one. */
export const writeJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? { $: String(each) } : each,
  );

export const readJson = (text: string): unknown =>
  JSON.parse(text, (_key, each: unknown) =>
    isWrittenBigint(each) ? BigInt(each.$) : each,
  ) as unknown;

const isWrittenBigint = (value: unknown): value is { readonly $: string } =>
  typeof value === 'object' &&
  value !== null &&
  '$' in value &&
  typeof value.$ === 'string' &&
  Object.keys(value).length === 1;
