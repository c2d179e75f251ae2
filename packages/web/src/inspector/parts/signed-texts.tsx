import type { ExplanationView } from '@sampan/api';
import { Icon } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

type Signed = NonNullable<ExplanationView['signed']>;

const before = 36;
const after = 40;

/** Both strings around the first byte in which they differ. */
export function SignedTexts({ signed }: { readonly signed: Signed }) {
  const { say } = useSay();
  const { ours, yours, difference, ourFormula, yourFormula } = signed;
  const at = yours === undefined ? ours.length : firstOf(ours, yours);
  const shown = (text: string) => (text === '(end)' ? say('why.end') : visible(text.slice(0, 8)));
  return (
    <>
      <div className="diff">
        <div>
          <p className="cap">{say('why.weSign')}</p>
          <Around text={ours} at={at} isMarked={difference !== undefined} formula={ourFormula} />
        </div>
        <div>
          <p className="cap">{say('why.youSigned')}</p>
          <Around
            text={yours ?? ours}
            at={at}
            isMarked={difference !== undefined}
            formula={yourFormula}
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
}: {
  readonly text: string;
  readonly at: number;
  readonly isMarked: boolean;
  readonly formula: string | undefined;
}) {
  const { say } = useSay();
  const start = Math.max(0, at - before);
  const rest = text.slice(at + 1, at + after);
  const there = text.slice(at, at + 1);
  return (
    <pre>
      {start > 0 && '…'}
      {visible(text.slice(start, at))}
      {isMarked && <mark>{there === '' ? say('why.end') : visible(there)}</mark>}
      {!isMarked && visible(there)}
      {visible(rest)}
      {text.length > at + after && '…'}
      {formula !== undefined && <span className="k">{`\n${formula}`}</span>}
    </pre>
  );
}

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
