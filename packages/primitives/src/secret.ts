/** A value that must not be printed: a key, a password, a PIN. Every way of printing hides it. */
export class Secret<Value> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** The hidden value; call this only where it is used. */
  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return '(hidden)';
  }

  toJSON(): string {
    return '(hidden)';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '(hidden)';
  }
}

export const secret = <Value>(value: Value): Secret<Value> => new Secret(value);
