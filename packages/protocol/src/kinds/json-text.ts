/**
 * JSON as it was written. A parser makes another number of `1.10` or of one with twenty digits, so
 * what a sender is to get back is taken from the text.
 */

/** Strings, marks, and what stands between them; white space is no token. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g;

const tokensOf = (json: string): readonly string[] => json.match(token) ?? [];

/** The same JSON without white space between its tokens: `{ "a": 1.10 }` is `{"a":1.10}`. */
export const compactJson = (json: string): string => tokensOf(json).join('');

/**
 * The compact text of an object's member; of a name that stands there twice the last, as
 * `JSON.parse` has it. `json` must be the text of an object.
 */
export function memberText(json: string, name: string): string | undefined {
  const tokens = tokensOf(json);
  let found: string | undefined;
  let depth = 0;
  let start = 1;
  for (const [index, each] of tokens.entries()) {
    if (each === '{' || each === '[') depth += 1;
    if (each === '}' || each === ']') depth -= 1;
    if (depth > 1 || (depth === 1 && each !== ',')) continue;
    // A name, a colon, and the value up to here; an empty object has none of them.
    const [written, , ...value] = tokens.slice(start, index);
    if (written !== undefined && JSON.parse(written) === name) found = value.join('');
    start = index + 1;
  }
  return found;
}
