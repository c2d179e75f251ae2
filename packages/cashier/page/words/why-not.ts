import { asTillRefusal } from './till-refusals.ts';
import type { useTillWords } from './use-till-words.ts';

/** Why something was not done, as a sentence: what the till refused, or that it did not answer. */
export function whyNot(
  say: ReturnType<typeof useTillWords>['say'],
  code: string | undefined,
): string {
  if (code === undefined) return say('notice.noAnswer');
  const known = asTillRefusal(code);
  return known ? say(`till.${known}`) : say('till.other', { code });
}
