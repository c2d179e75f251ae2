/** The keys of the whole day. The component that was shown last has a key; with Alt a digit is the second way. */
const bound = new Map<string, (() => void)[]>();

/** Gives a key to a component; the returned function takes it back. */
export function bindKey(key: string, press: () => void): () => void {
  const presses = bound.get(key) ?? [];
  bound.set(key, [...presses, press]);
  return () => {
    const left = (bound.get(key) ?? []).filter((each) => each !== press);
    bound.set(key, left);
  };
}

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** The name of a pressed key: `F2`, also for Alt and 2; `Esc`, `Enter`. */
export function keyName({ key, code, altKey, ctrlKey, metaKey }: Pressed): string | undefined {
  if (ctrlKey || metaKey) return undefined;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (altKey) return digit === undefined ? undefined : `F${digit === '0' ? '10' : digit}`;
  if (/^F(?:[1-8]|10)$/.test(key) || key === 'Enter') return key;
  return key === 'Escape' ? 'Esc' : undefined;
}

/** Presses a key; false when no component has it. */
export function pressKey(name: string): boolean {
  const press = bound.get(name)?.at(-1);
  if (!press) return false;
  press();
  return true;
}
