/** Why a text is not a valid code, or cannot be written as one, and where. */
export interface CodeProblem {
  /**
   * - `not-emv`: it does not begin as such codes do.
   * - `length`: a data object's length is no number, or longer than what follows.
   * - `repeated`, `missing`: an object that must be there once.
   * - `value`: an object has another form than it must have.
   * - `checksum`: the code is damaged, or was changed.
   * - `too-long`: more than 99 characters in an object, or 512 in all.
   */
  readonly kind: 'not-emv' | 'length' | 'repeated' | 'missing' | 'value' | 'checksum' | 'too-long';
  /** The object: `53`, or `26.01` inside a template. */
  readonly field: string;
  /** Where it begins: characters of the text before it. */
  readonly at: number;
  /** A sentence for a log. */
  readonly message: string;
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: CodeProblem };

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });

export const problem = (
  kind: CodeProblem['kind'],
  field: string,
  at: number,
  rule: string,
): { readonly ok: false; readonly problem: CodeProblem } => ({
  ok: false,
  problem: { kind, field, at, message: `${field}, at character ${at}: ${rule}` },
});
