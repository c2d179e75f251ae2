import type { WholeExchangeView } from '@sampan/api';
import type { ReactNode } from 'react';
import { StateDot } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { Code, stateOf } from './outcome.tsx';

/** The first thing that is read: the code, the mistake's name, and one sentence. */
export function Verdict({
  exchange,
  cause,
  headline,
  children,
}: {
  readonly exchange: WholeExchangeView;
  readonly cause?: string;
  readonly headline: string;
  readonly children?: ReactNode;
}) {
  const { say } = useSay();
  return (
    <div className="wt">
      <StateDot state={stateOf(exchange)} size={40} />
      <div className="grow">
        <p className="cap">
          <span className="mono">
            <Code>{exchange.code ?? exchange.result}</Code>
          </span>
          {cause && (
            <>
              {' · '}
              {say('why.cause')} <span className="mono">{cause}</span>
            </>
          )}
        </p>
        <h2>{headline}</h2>
        {children}
      </div>
    </div>
  );
}
