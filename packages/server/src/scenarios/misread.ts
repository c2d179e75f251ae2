import { nearest } from '@sampan/primitives';

/** What makes no sense, and where: `then[1].answer`. */
export interface ScenarioFault {
  readonly field: string;
  readonly expected: string;
}

/** Thrown while a text is read, and caught by `readScenario` alone. */
export class Misread extends Error {
  override readonly name = 'Misread';
  readonly fault: ScenarioFault;

  constructor(field: string, expected: string) {
    super(`${field} must be ${expected}`);
    this.fault = { field, expected };
  }
}

/** Refuses a name that is not among the known ones, with the nearest of them. */
export function checkName(name: string, known: readonly string[], place: string): void {
  if (known.includes(name)) return;
  const close = nearest(name, known);
  const meant = close === undefined ? `, one of ${known.join(', ')}` : `; did you mean ${close}?`;
  throw new Misread(place, `a field of the service${meant}`);
}
