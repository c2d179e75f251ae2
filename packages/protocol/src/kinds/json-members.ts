/** JSON objects as clients send them: names in any case, and PHP's empty array for an empty object. */

/** A member of a JSON object as a client wrote it. */
export interface Member {
  /** As it is written. */
  readonly name: string;
  readonly value: unknown;
  /** Whether the name stands there again, in another case, with another value. */
  readonly isContradicted: boolean;
}

/** The members that have a value, by their names in lower case. */
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

/** A bare number and its text are the same value. */
const textOfMember = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The object, `{}` for PHP's empty array; undefined when it is neither. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (isObject(value)) return value;
  return Array.isArray(value) && value.length === 0 ? {} : undefined;
};

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
