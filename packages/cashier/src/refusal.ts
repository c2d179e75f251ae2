/** The till does not do what was asked; `code` says why, as the API declares it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly field: string | undefined;

  constructor(code: string, message: string, field?: string) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

export function refuseUnless(condition: unknown, code: string, message: string): asserts condition {
  if (!condition) throw new Refusal(code, message);
}

/** The value, or a refusal. */
export function known<Value>(value: Value | undefined, code: string, message: string): Value {
  refuseUnless(value !== undefined, code, message);
  return value;
}
