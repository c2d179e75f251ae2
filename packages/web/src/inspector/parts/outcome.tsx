import type { ExchangeView } from '@sampan/api';
import { type State, StatePill } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

type Result = ExchangeView['result'];

const states: Readonly<Record<Result, State>> = {
  success: 'ok',
  refused: 'refused',
  unknown: 'waiting',
  failed: 'unknown',
  'no-answer': 'unknown',
  acknowledged: 'ok',
  'not-acknowledged': 'refused',
  never: 'closed',
};

/** Green is for money that arrived: a payment that the gateway has answered with success. */
export const stateOf = ({ result, service }: Pick<ExchangeView, 'result' | 'service'>): State =>
  result === 'success' && service === 'alipay.acquire.overseas.spot.pay' ? 'paid' : states[result];

/** How an exchange ended: the code of a refusal, else a word. */
export function Outcome({ exchange }: { readonly exchange: ExchangeView }) {
  const { say } = useSay();
  const { code, result } = exchange;
  return (
    <StatePill state={stateOf(exchange)}>
      {code === undefined ? say(`result.${result}`) : <Code>{code}</Code>}
    </StatePill>
  );
}

/** A code may break at its underscores. */
export function Code({ children }: { readonly children: string }) {
  return <span translate="no">{children.replaceAll('_', '_\u200b')}</span>;
}
