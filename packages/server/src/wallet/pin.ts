import { type Secret, secret } from '@sampan/primitives';

/** Six digits; undefined otherwise. */
export const parsePin = (text: string): Secret<string> | undefined =>
  /^[0-9]{6}$/.test(text) ? secret(text) : undefined;

/** Digits that a thief would try first: all the same, up or down by one, or one half twice. */
export function isSimplePin(pin: Secret<string>): boolean {
  const digits = [...pin.reveal()].map(Number);
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0));
  const [step = 0] = steps;
  const isRun = [-1, 0, 1].includes(step) && steps.every((each) => each === step);
  return isRun || pin.reveal().slice(0, 3) === pin.reveal().slice(3);
}
