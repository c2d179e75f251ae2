/**
 * JSON source text. Parsing changes `1.10` and numbers with twenty digits, so values that must be
 * returned to their sender are cut out of the text.
 */

/** Strings, punctuation, and other tokens; white space is skipped. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g;

const tokensOf = (json: string): readonly string[] => json.match(token) ?? [];

/** The same JSON without white space between its tokens: `{ "a": 1.10 }` is `{"a":1.10}`. */
export const compactJson = (json: string): string => tokensOf(json).join('');

/**
 * The compact text of an object's member; for a duplicate name the last one, as in `JSON.parse`.
 * `json` must be the text of an object.
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
    // A name, a colon, and the value so far; an empty object has none.
    const [written, , ...value] = tokens.slice(start, index);
    if (written !== undefined && JSON.parse(written) === name) found = value.join('');
    start = index + 1;
  }
  return found;
}
