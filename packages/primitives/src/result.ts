/** Result of parsing untrusted input: the value, or the reason for its rejection. */
export type Result<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
});

export const problem = <Problem>(
  reason: Problem,
): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem: reason });
