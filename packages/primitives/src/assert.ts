/**
 * Assertions guard against our own mistakes, never against bad input: a failing assertion means the
 * program is wrong, so it stops the request and is not caught inside a module.
 */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed';
}

/** Stops when `condition` does not hold. `assert(debit !== credit, 'a transfer needs two accounts')` */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message);
}

/** Marks a place that the types say cannot be reached; an added union member then fails to compile. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${String(value)}`);
}

/** The value, which must be there. */
export function required<T>(value: T | null | undefined, message: string): T {
  assert(value !== undefined && value !== null, message);
  return value;
}
