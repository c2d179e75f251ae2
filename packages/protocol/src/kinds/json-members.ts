/**
 * JSON objects as clients send them: member names in any case, and PHP's empty array as empty
 * object.
 */

/** A member of a JSON object as sent. */
export interface Member {
  /** The name as sent. */
  readonly name: string;
  readonly value: unknown;
  /** Whether the name occurs again in another case with another value. */
  readonly isContradicted: boolean;
}

/** The members with a value, keyed by lower-case name. */
export function membersOf(object: Readonly<Record<string, unknown>>): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === '') continue;
    const lowerCase = name.toLowerCase();
    const before = members.get(lowerCase);
    if (!before) members.set(lowerCase, { name, value, isContradicted: false });
    else if (textOfMember(before.value) !== textOfMember(value)) {
      members.set(lowerCase, { ...before, isContradicted: true });
    }
  }
  return members;
}

/** A bare number equals its text. */
const textOfMember = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The object, or `{}` for PHP's empty array; undefined otherwise. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (isObject(value)) return value;
  return Array.isArray(value) && value.length === 0 ? {} : undefined;
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
