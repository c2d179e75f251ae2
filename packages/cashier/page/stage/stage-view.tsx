import { ChargePage } from '../charge/charge-page.tsx';
import { type PaymentStage, stageOf } from '../store/state.ts';
import { useTill } from '../store/store.ts';
import { Cancelling } from './cancelling.tsx';
import { Code } from './code.tsx';
import { NotPaid } from './not-paid.tsx';
import { Paid } from './paid.tsx';
import { Refused } from './refused.tsx';
import { Unknown } from './unknown.tsx';
import { Waiting } from './waiting.tsx';

/** The middle of the counter: the basket, or what becomes of a payment. */
export function StageView() {
  const stage = stageOf(useTill((state) => state));
  return stage.is === 'charge' ? <ChargePage /> : <StageOf {...stage} />;
}

/** What becomes of a payment. */
export function StageOf(stage: PaymentStage) {
  switch (stage.is) {
    case 'waiting':
      return <Waiting {...stage} />;
    case 'code':
      return <Code {...stage} />;
    case 'cancelling':
      return <Cancelling {...stage} />;
    case 'unknown':
      return <Unknown {...stage} />;
    case 'paid':
    case 'partPaid':
      return <Paid key={stage.payment.id} {...stage} />;
    case 'refused':
      return <Refused {...stage} />;
    case 'notPaid':
      return <NotPaid {...stage} />;
  }
}
