import type { ExplanationView } from '@sampan/api';
import type { ReactNode } from 'react';
import { Icon } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { detailOf } from './detail-of.ts';

type Signed = NonNullable<ExplanationView['signed']>;

const shownBefore = 36;
const shownAfter = 40;

/** Both strings around the first byte in which they differ. */
export function SignedTexts({
  signed,
  causes,
}: {
  readonly signed: Signed;
  readonly causes: ExplanationView['causes'];
}) {
  const { say } = useSay();
  const { ours, yours, difference, ourFormula, yourFormula } = signed;
  const at = yours === undefined ? ours.length : firstOf(ours, yours);
  const key = keyOf(causes);
  const shown = (text: string) => (text === '(end)' ? say('why.end') : visible(text.slice(0, 8)));
  return (
    <>
      <div className="diff">
        <div>
          <p className="cap">{say('why.weSign')}</p>
          <Around
            text={ours}
            at={at}
            isMarked={difference !== undefined}
            formula={ourFormula}
            after={key && <span className="k">{hidden}</span>}
          />
        </div>
        <div>
          <p className="cap">{say('why.youSigned')}</p>
          <Around
            text={yours ?? ours}
            at={at}
            isMarked={difference !== undefined}
            formula={yourFormula}
            after={
              key && (
                <>
                  {key.before && <mark>{key.before}</mark>}
                  <span className="k">{hidden}</span>
                  {key.after && <mark>{key.after}</mark>}
                </>
              )
            }
          />
        </div>
      </div>
      <p className="pos num">
        <Icon name="chain" size={16} weight={2} />
        {difference
          ? say('why.difference', {
              byte: difference.offset + 1,
              yours: shown(difference.yours),
              ours: shown(difference.ours),
            })
          : say('why.sameText')}
      </p>
    </>
  );
}

function Around({
  text,
  at,
  isMarked,
  formula,
  after: behind,
}: {
  readonly text: string;
  readonly at: number;
  readonly isMarked: boolean;
  readonly formula: string | undefined;
  /** The key, which is never shown. */
  readonly after: ReactNode;
}) {
  const { say } = useSay();
  const start = Math.max(0, at - shownBefore);
  const rest = text.slice(at + 1, at + shownAfter);
  const there = text.slice(at, at + 1);
  return (
    <pre>
      {start > 0 && '…'}
      {visible(text.slice(start, at))}
      {isMarked && <mark>{there === '' ? say('why.end') : visible(there)}</mark>}
      {!isMarked && visible(there)}
      {visible(rest)}
      {text.length > at + shownAfter && '…'}
      {behind}
      {formula !== undefined && <span className="k">{`\n${formula}`}</span>}
    </pre>
  );
}

const hidden = '\u2022'.repeat(8);

/** What is around the key, where that is the mistake. */
function keyOf(causes: ExplanationView['causes']) {
  const found = causes.find(({ cause }) => cause === 'key-whitespace');
  if (!found) return undefined;
  const detail = detailOf(found.means) ?? '';
  if (/quotes/.test(detail)) return { before: '"', after: '"' };
  const what = signs.find(([words]) => detail.includes(words))?.[1] ?? '\u2423';
  return /in front/.test(detail) ? { before: what, after: '' } : { before: '', after: what };
}

/** The server's words for a sign, and how it is shown. */
const signs = [
  ['of Windows', '\\r\\n'],
  ['line end', '\\n'],
  ['carriage return', '\\r'],
  ['tab', '\\t'],
  ['byte order mark', 'BOM'],
] as const;

function firstOf(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index += 1;
  return index;
}

/** Blanks and line ends can be seen. */
const visible = (text: string): string =>
  text
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replace(/ /g, '\u2423');
