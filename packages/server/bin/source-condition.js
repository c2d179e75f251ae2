/** Makes `#name` and our packages mean sources: what `--conditions=sampan-source` does. */
export function resolve(specifier, context, nextResolve) {
  const conditions = [...context.conditions, 'sampan-source'];
  return nextResolve(specifier, { ...context, conditions });
}
