/** The longest timer of the runtime; a longer one would end at once. */
export const longestWaitMs = 2_147_483_647;

/** The usual settings with the given ones; one that is `undefined` is not given. */
export function settled<Settings extends object>(
  usual: Settings,
  ...given: readonly (Partial<Settings> | undefined)[]
): Settings {
  // Called for each request, mostly with none.
  if (given.every((each) => each === undefined)) return usual;
  const all = given.flatMap((each) => Object.entries(each ?? {}));
  return { ...usual, ...Object.fromEntries(all.filter(([, value]) => value !== undefined)) };
}

/** Whether a timer can wait so long. */
export const isWait = (ms: unknown): boolean =>
  typeof ms === 'number' && ms > 0 && ms <= longestWaitMs;

/**
 * Throws for a number that would end every wait at once, or never: a request that takes money
 * would be sent, and its reply would not be waited for.
 */
export function checkWaits(option: string, settings: object, mayBeZero: readonly string[]): void {
  for (const [name, value] of Object.entries(settings)) {
    if (!name.endsWith('Ms') || isWait(value) || (value === 0 && mayBeZero.includes(name)))
      continue;
    throw new TypeError(
      `createPartner: ${option}.${name} must be milliseconds above 0, at most ${longestWaitMs}`,
    );
  }
}
