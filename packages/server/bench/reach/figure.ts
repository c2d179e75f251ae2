/** What the system is meant to reach, and how a measured value is judged. */
import type { Spread } from '../figures.ts';

/** A bound, `at most` or `at least`; a figure without one is only shown. */
export type Bound = readonly ['≤' | '≥', number] | undefined;

export interface ReachFigure {
  readonly id: string;
  readonly title: string;
  /** How values are written: with a unit, and so many digits behind the point. */
  readonly unit: string;
  readonly digits: number;
  readonly reach: Bound;
}

/** The rounds of a figure; undefined when what it is compared with is not installed. */
export type MeasuredFigure = readonly [ReachFigure, Spread | undefined];

export type Verdict = 'reached' | 'falls short' | 'not measured' | 'shown';

/** The median is judged. A figure that could not be measured has not been shown to be reached. */
export function judge([{ reach }, measured]: MeasuredFigure): Verdict {
  if (!measured || Number.isNaN(measured.median)) return 'not measured';
  if (!reach) return 'shown';
  const [side, bound] = reach;
  const isReached = side === '≤' ? measured.median <= bound : measured.median >= bound;
  return isReached ? 'reached' : 'falls short';
}

/** Whether nothing that has a bound is left to be reached. */
export const allReached = (figures: readonly MeasuredFigure[]): boolean =>
  figures.every((each) => ['reached', 'shown'].includes(judge(each)));

/** Figure, reach, what was measured with its rounds, and the verdict. */
export function reachRows(figures: readonly MeasuredFigure[]): readonly (readonly string[])[] {
  return [
    ['figure', 'reach', 'measured', 'least–most', 'rounds', ''],
    ...figures.map((each) => {
      const [{ title, unit, digits, reach }, measured] = each;
      const text = (value: number): string => value.toFixed(digits);
      return [
        title,
        reach ? `${reach[0]} ${text(reach[1])}${unit}` : '–',
        measured ? `${text(measured.median)}${unit}` : '–',
        measured ? `${text(measured.least)}–${text(measured.most)}` : '–',
        measured ? String(measured.rounds) : '–',
        judge(each),
      ];
    }),
  ];
}
