/** An explanation as people read it in a terminal. */
import {
  type Cause,
  type Explanation,
  type Language,
  languages,
  linesFor,
  type RefusalExplanation,
  type SignatureExplanation,
} from '@sampan/protocol/explain';
import type { Input } from '../command.ts';
import { type Paint, paintFor, terminalKind } from '../terminal.ts';

const languageNames: Readonly<Record<Language, string>> = {
  python: 'Python',
  php: 'PHP',
  java: 'Java',
  node: 'Node',
  csharp: 'C#',
};

export function explainLines(
  explanation: Explanation,
  { stdout, environment }: Pick<Input, 'stdout' | 'environment'>,
): readonly string[] {
  const paint = paintFor(terminalKind(stdout, environment) === 'colours');
  const { verdict, cause, means, fix, signature, refusal, unchecked } = explanation;
  return [
    title(verdict, cause, paint),
    '',
    ...labelled('why', means),
    ...(fix === null ? [] : labelled('fix', fix)),
    ...(refusal ? labelled('retry', refusal.retryMeans) : []),
    ...Object.entries(refusal?.sent ?? {}).flatMap(([name, value]) =>
      labelled('sent', `${name}=${value}`),
    ),
    ...(refusal ? storedLines(refusal) : []),
    ...(refusal?.documents ?? []).flatMap((page) => labelled('see', page)),
    ...(refusal ? labelled('see', refusal.reference) : []),
    ...(signature ? signatureLines(signature, paint) : []),
    ...unchecked.flatMap((what) => labelled('unchecked', what)),
  ];
}

function title(verdict: Explanation['verdict'], cause: string | null, paint: Paint): string {
  if (verdict === 'valid') return paint.bold('Nothing wrong found');
  const certainty = verdict === 'guess' ? paint.warn(' (a guess)') : '';
  return paint.error(paint.bold(cause ?? '')) + certainty;
}

/** What was stored before; it says which of it the request has otherwise. */
function storedLines({ stored = {}, differences }: RefusalExplanation): readonly string[] {
  const others = new Set(differences.map(({ parameter }) => parameter));
  return Object.entries(stored).flatMap(([name, value]) =>
    labelled('stored', `${name}=${value}${others.has(name) ? '  (differs)' : ''}`),
  );
}

const labelWidth = 11;
const labelled = (label: string, text: string): readonly string[] => [
  `  ${label.padEnd(labelWidth)}${text}`,
];

function signatureLines(signature: SignatureExplanation, paint: Paint): readonly string[] {
  const { serverString, yourString, firstDifference, serverFormula, yourFormula } = signature;
  const { causes, guess, alternatives, ruledOut, isComplete } = signature;
  const at = firstOf(serverString, yourString ?? serverString);
  const marked = (text: string): string =>
    yourString === undefined ? text : text.slice(0, at) + paint.error(text.slice(at));
  return [
    '',
    ...labelled('server', marked(serverString)),
    ...(yourString === undefined ? [] : labelled('yours', marked(yourString))),
    ...(firstDifference
      ? labelled(
          'differ',
          `from byte ${firstDifference.offset}: ${firstDifference.server}  |  ${firstDifference.yours}`,
        )
      : []),
    ...(yourFormula === undefined
      ? []
      : labelled('computed', `${yourFormula} in place of ${serverFormula}`)),
    ...(alternatives.length === 0
      ? []
      : labelled('or', alternatives.map((names) => names.join(' + ')).join(', or '))),
    ...(ruledOut.length === 0 ? [] : labelled('ruled out', ruledOut.join(', '))),
    ...(isComplete ? [] : labelled('note', 'the search was stopped before all pairs were tried')),
    ...(guess ? [...causes, guess] : causes).flatMap((cause) => causeLines(cause, paint)),
  ];
}

const causeLines = ({ cause }: Cause, paint: Paint): readonly string[] => {
  const lines = linesFor(cause);
  return [
    '',
    paint.bold(`  ${cause}: the line to change`),
    ...languages.map((language) => `    ${languageNames[language].padEnd(8)}${lines[language]}`),
  ];
};

function firstOf(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index += 1;
  return index;
}
