import { reverse, spotCancel } from '@sampan/protocol';
import type { CancelOutcome } from '#acquiring';
import { handle } from '../handler.ts';
import { cancelRefusals } from './cancel.ts';

interface Request {
  readonly partner_trans_id: string;
}

/** Reverse (06 §7): the older cancel of barcode payments. */
export const reverseHandler = handle(reverse, {
  async carryOut({ partner_trans_id }, { partner }, { acquiring }) {
    const outcome = await acquiring.cancel({
      partnerId: partner.id,
      partnerTransId: partner_trans_id,
      tradeId: undefined,
      service: 'reverse',
    });
    if (outcome.outcome === 'refused') return refusalOf(outcome, partner_trans_id);
    return { ...undone(outcome, partner_trans_id), alipay_reverse_time: outcome.at };
  },
  open: (request: Request) => open(request),
});

/** Spot cancel (06 §7): another name, used by one old client. */
export const spotCancelHandler = handle(spotCancel, {
  async carryOut({ partner_trans_id }, { partner }, { acquiring }) {
    const outcome = await acquiring.cancel({
      partnerId: partner.id,
      partnerTransId: partner_trans_id,
      tradeId: undefined,
      service: 'cancel',
    });
    if (outcome.outcome === 'refused') return refusalOf(outcome, partner_trans_id);
    return { ...undone(outcome, partner_trans_id), alipay_cancel_time: outcome.at };
  },
  open: (request: Request) => open(request),
});

type Refused = Extract<CancelOutcome, { readonly outcome: 'refused' }>;
type Cancelled = Extract<CancelOutcome, { readonly outcome: 'cancelled' }>;

const undone = ({ trade }: Cancelled, partner_trans_id: string) =>
  ({ result_code: 'SUCCESS', partner_trans_id, alipay_trans_id: trade?.id }) as const;

const refusalOf = ({ refusal }: Refused, partner_trans_id: string) => ({
  refusal: cancelRefusals[refusal].code,
  why: refusal,
  known: { partner_trans_id },
});

/** These have no `retry_flag` to request a repeat. */
const open = ({ partner_trans_id }: Request) =>
  ({ result_code: 'UNKNOW', error: 'SYSTEM_ERROR', partner_trans_id }) as const;
