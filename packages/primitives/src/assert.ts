/**
 * Assertions guard against programming errors, never against bad input. A failed assertion stops
 * the request and is not caught inside a module.
 */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/**
 * Throws when `condition` does not hold. `assert(debit !== credit, 'a transfer needs two
 * accounts')`
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** Marks code that the types make unreachable; a new union member then fails to compile. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${String(value)}`);
}

/** The value, asserted to be present. */
export function required<T>(value: T | null | undefined, message: string): T {
  assert(value !== undefined && value !== null, message);
  return value;
}
