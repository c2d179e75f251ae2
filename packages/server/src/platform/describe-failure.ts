/** The failure and its causes, each once. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  const reasons = causes.flatMap((cause) => (cause instanceof Error ? [cause.message] : []));
  return [error.message, ...new Set(reasons)].join(': ');
}
