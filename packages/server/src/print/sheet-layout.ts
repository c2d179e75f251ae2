import type { Modules } from '#codes';
import { ellipsis, type FittedText, fitText, type Room } from './fit-text.ts';
import { papers } from './paper.ts';
import type { SheetContents } from './sheet-contents.ts';
import type { Typeface, Weight } from './typeface.ts';

/** In millimetres from the upper left corner, like all lengths here. */
export const page = papers.A5;

/** The area for names, which must not reach the code, whatever they contain. */
export const nameZone = { top: 155, bottom: 192 } as const;

export type Ink = 'black' | 'grey' | 'accent';

/** A line of text, centred on the page. */
export interface TextLine {
  readonly text: string;
  readonly baseline: number;
  readonly size: number;
  readonly weight: Weight;
  readonly ink: Ink;
}

export interface SheetLayout {
  /** The square of the code including its quiet zone. */
  readonly code: { readonly x: number; readonly y: number; readonly width: number };
  /** Around the code, outside its quiet zone. */
  readonly frame: { readonly radius: number; readonly stroke: number };
  readonly heading: readonly TextLine[];
  readonly names: readonly TextLine[];
  readonly notes: readonly TextLine[];
}

/** Large enough to be read across a counter; ten times what a camera needs. */
const codeWidth = 110;
const codeTop = 42;

const textWidth = 116;
const lineHeight = 1.24;

function layoutHeading([first = '', ...others]: readonly string[]): TextLine[] {
  const large: TextLine = { text: first, baseline: 25, size: 10.5, weight: 'bold', ink: 'accent' };
  if (others.length === 0) return [large];
  const text = others.join(' · ');
  return [large, { text, baseline: 34, size: 5.6, weight: 'regular', ink: 'accent' }];
}

/** Every text that may be drawn, including an ellipsis. */
export const textsOf = ({ heading, name, owner, notes, mark }: SheetContents): string[] => [
  ...layoutHeading(heading).map(({ text }) => text),
  name,
  owner,
  ...notes,
  mark,
  ellipsis,
];

/** Lays out the parts of a sheet. */
export function layoutSheet(contents: SheetContents, typeface: Typeface): SheetLayout {
  return {
    code: { x: (page.width - codeWidth) / 2, y: codeTop, width: codeWidth },
    frame: { radius: 5, stroke: 0.7 },
    heading: layoutHeading(contents.heading),
    names: layoutNames(contents, typeface),
    notes: [
      ...contents.notes.map((text, index) =>
        note(text, 201 - (contents.notes.length - 1 - index) * 5),
      ),
      ...(contents.mark === '' ? [] : [note(contents.mark, 206)]),
    ],
  };
}

const note = (text: string, baseline: number): TextLine => ({
  text,
  baseline,
  size: 3.4,
  weight: 'regular',
  ink: 'grey',
});

function layoutNames({ name, owner }: SheetContents, typeface: Typeface): TextLine[] {
  const fitted = (text: string, weight: Weight, steps: Room['steps']) =>
    fitText(text, {
      width: textWidth,
      steps,
      measure: (part) => typeface.width(part, weight),
    });
  const shop = fitted(name, 'bold', [
    { size: 11, linesMax: 1 },
    { size: 9.5, linesMax: 1 },
    { size: 9, linesMax: 2 },
    { size: 7.5, linesMax: 2 },
    { size: 6, linesMax: 3 },
    { size: 5, linesMax: 3 },
  ]);
  const trader = fitted(owner, 'regular', [
    { size: 4.8, linesMax: 1 },
    { size: 4.2, linesMax: 1 },
    { size: 3.8, linesMax: 2 },
  ]);
  const gap = trader.lines.length > 0 ? 2.5 : 0;
  const height = heightOf(shop) + gap + heightOf(trader);
  // Slightly above the middle, at the optical centre.
  const top = nameZone.top + (nameZone.bottom - nameZone.top - height) * 0.45;
  return [
    ...stacked(shop, top, { weight: 'bold', ink: 'black' }),
    ...stacked(trader, top + heightOf(shop) + gap, { weight: 'regular', ink: 'grey' }),
  ];
}

const heightOf = ({ size, lines }: FittedText): number => size * lineHeight * lines.length;

const stacked = (
  { size, lines }: FittedText,
  top: number,
  style: Pick<TextLine, 'weight' | 'ink'>,
): TextLine[] =>
  lines.map((text, index) => ({
    text,
    // A Chinese character reaches seven eighths above its baseline.
    baseline: top + size * (lineHeight * index + 1),
    size,
    ...style,
  }));

/** Width of a module. */
export const moduleWidth = ({ code }: SheetLayout, modules: Modules): number =>
  code.width / modules.size;
