import { table } from '../figures.ts';
import { markdownTable } from '../report/markdown.ts';
import { judge, type MeasuredFigure, reachRows } from './figure.ts';

const title = 'What is to be reached, and what is (the median is judged)';

export const reachText = (figures: readonly MeasuredFigure[]): string =>
  `\n${title}\n${table(reachRows(figures))}`;

export const reachMarkdown = (figures: readonly MeasuredFigure[]): string =>
  `${title}:\n\n${markdownTable(reachRows(figures))}\n`;

/** For programs. */
export const reachPlain = (figures: readonly MeasuredFigure[]) =>
  figures.map(([figure, measured]) => ({
    ...figure,
    measured,
    verdict: judge([figure, measured]),
  }));
