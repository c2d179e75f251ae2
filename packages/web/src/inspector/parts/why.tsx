import type { ExplanationView, WholeExchangeView } from '@sampan/api';
import { Failed, Loading } from '../../shared/index.ts';
import { asCause } from '../causes.ts';
import { useExplanation } from '../queries.ts';
import { useSay } from '../words/use-say.ts';
import { BrokenRule } from './broken-rule.tsx';
import { CodeLines } from './code-lines.tsx';
import { detailOf } from './detail-of.ts';
import { SignedTexts } from './signed-texts.tsx';
import { Verdict } from './verdict.tsx';

/** Why it was refused, in the reader's language: the mistake, the proof, and what to do. */
export function Why({ exchange }: { readonly exchange: WholeExchangeView }) {
  const { say } = useSay();
  const { data, isError, refetch } = useExplanation(exchange.id, true);
  if (isError) return <Failed onRetry={() => void refetch()}>{say('why.failed')}</Failed>;
  if (!data) {
    return (
      <section className="card why">
        <Loading what={say('why.loading')} rows={4} />
      </section>
    );
  }
  return data.causes.length > 0 ? (
    <Mistake exchange={exchange} explanation={data} />
  ) : (
    <BrokenRule exchange={exchange} explanation={data} />
  );
}

interface Explained {
  readonly exchange: WholeExchangeView;
  readonly explanation: ExplanationView;
}

function Mistake({ exchange, explanation }: Explained) {
  const { say } = useSay();
  const { verdict, causes, signed, ruledOut, alternatives } = explanation;
  const [first, second] = causes;
  const isGuess = verdict === 'guess';
  const names = causes.map(({ cause }) => cause).join(' + ');
  const said = useCauses();
  const headline = isGuess
    ? say('why.none', { count: ruledOut.length })
    : second && first
      ? say('why.pair', { first: said.headline(first), second: said.headline(second) })
      : said.headline(first);
  return (
    <section className="card why" aria-label={headline}>
      <Verdict exchange={exchange} cause={names} headline={headline}>
        <p>
          {isGuess && first
            ? say('why.likely', { cause: said.headline(first) })
            : say('why.certain')}{' '}
          {causes.map(({ cause, means }) => {
            const detail = detailOf(means);
            return detail && <code key={cause}>{detail}</code>;
          })}
        </p>
        {alternatives.length > 0 && (
          <p>
            {say('why.also')} <code>{alternatives.map((each) => each.join(' + ')).join(', ')}</code>
          </p>
        )}
      </Verdict>
      {signed && <SignedTexts signed={signed} causes={causes} />}
      <div className="fix">
        <h3>{say('why.theFix')}</h3>
        {causes.map((cause) => (
          <p key={cause.cause}>{said.fix(cause)}</p>
        ))}
        <CodeLines causes={causes} />
      </div>
      {ruledOut.length > 0 && (
        <details className="ruled">
          <summary>{say('why.ruledOut', { count: ruledOut.length })}</summary>
          <ul>
            {ruledOut.map((cause) => (
              <li key={cause}>{said.headline({ cause, means: cause, fix: '' })}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface Named {
  readonly cause: string;
  readonly means: string;
  readonly fix: string;
}

/** The sentences of a cause; one that this page does not know is said as the server says it. */
export function useCauses() {
  const { say } = useSay();
  return {
    headline(named: Named | undefined): string {
      const known = named && asCause(named.cause);
      return known ? say(`cause.${known}`) : (named?.means ?? '');
    },
    fix(named: Named): string {
      const known = asCause(named.cause);
      return known ? say(`fix.${known}`) : named.fix;
    },
  };
}
