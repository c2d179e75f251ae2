/** The members with a value; an absent parameter is left out. */
export function definedOf<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  const defined: Partial<Record<string, unknown>> = {};
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined as { [Name in keyof Members]?: Exclude<Members[Name], undefined> };
}
