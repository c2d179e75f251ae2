import { type Spread, spreadOf } from '../figures.ts';
import type { MeasuredFigure, ReachFigure } from './figure.ts';
import type { ReachSettings } from './settings.ts';

/** Rounds of each figure of a scenario, in their order; undefined for what cannot be measured here. */
export type Rounds = readonly (readonly number[] | undefined)[];

/** One small experiment that measures one figure, or a few that belong together. */
export interface Scenario {
  readonly name: string;
  /** Their titles say how large what is compared is. */
  figures(settings: ReachSettings): readonly ReachFigure[];
  measure(settings: ReachSettings): Promise<Rounds>;
}

export async function measured(
  scenario: Scenario,
  settings: ReachSettings,
): Promise<readonly MeasuredFigure[]> {
  const rounds = await scenario.measure(settings);
  return scenario.figures(settings).map((figure, index) => [figure, spreadOfRounds(rounds[index])]);
}

const spreadOfRounds = (rounds: readonly number[] | undefined): Spread | undefined =>
  rounds && rounds.length > 0 ? spreadOf(rounds) : undefined;

/** A ratio without a unit. */
export const ratio = (id: string, title: string, reach: ReachFigure['reach']): ReachFigure => ({
  id,
  title,
  unit: '',
  digits: 2,
  reach,
});

/** 1,000,000 */
export const grouped = (count: number): string => count.toLocaleString('en');
