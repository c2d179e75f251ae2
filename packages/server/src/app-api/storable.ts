import { Problem } from './problem.ts';

/** No body of ours has so many levels. */
const deepest = 32;

/**
 * What came in, without its `null`s: they are as good as absent. Refuses what no declaration would look for: a
 * zero character, which the database cannot store, and a body that is too deep to be gone through.
 */
export function storable(value: unknown, path = '', depth = 0): unknown {
  if (typeof value === 'string') return withoutZero(value, path);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > deepest) {
    throw new Problem(400, 'invalid-body', `The body must have at most ${deepest} levels`);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => storable(item, `${path}[${index}]`, depth + 1));
  }
  const said = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (member === null) return [];
    const place =
      path === '' ? withoutZero(name, 'the body') : `${path}.${withoutZero(name, path)}`;
    return [[name, storable(member, place, depth + 1)]];
  });
  return Object.fromEntries(said);
}

function withoutZero(text: string, path: string): string {
  if (!text.includes('\0')) return text;
  throw new Problem(400, 'invalid-field', `${path} must be text without the zero character`, path);
}
