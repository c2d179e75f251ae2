import type { TradeId } from '@sampan/primitives';
import { type BusinessErrorCode, cancel } from '@sampan/protocol';
import type { CancelRefusal } from '#acquiring';
import { handle } from '../handler.ts';

/** Cancel (06). */
export const cancelHandler = handle(cancel, {
  async carryOut({ out_trade_no, trade_no }, { partner }, { acquiring }) {
    const outcome = await acquiring.cancel({
      partnerId: partner.id,
      partnerTransId: out_trade_no ?? '',
      tradeId: trade_no as TradeId | undefined,
      service: 'cancel',
    });
    if (outcome.outcome === 'refused') {
      const refusal = cancelRefusals[outcome.refusal];
      const known = { out_trade_no, ...refusal.wire };
      return { refusal: refusal.code, why: outcome.refusal, known };
    }
    return {
      result_code: 'SUCCESS',
      retry_flag: 'N',
      action: outcome.action,
      out_trade_no: outcome.trade?.partnerTransId ?? out_trade_no,
      trade_no: outcome.trade?.id,
    } as const;
  },

  open: ({ out_trade_no }) =>
    ({ refusal: 'SYSTEM_ERROR', known: { out_trade_no, retry_flag: 'Y' } }) as const,
});

interface CancelRefusalOnWire {
  readonly code: BusinessErrorCode;
  /** Whether the same request may succeed later. */
  readonly wire: { readonly retry_flag: 'Y' | 'N' };
}

const final = (code: BusinessErrorCode): CancelRefusalOnWire => ({
  code,
  wire: { retry_flag: 'N' },
});
const retryable = (code: BusinessErrorCode): CancelRefusalOnWire => ({
  code,
  wire: { retry_flag: 'Y' },
});

/** Also for the older services with the same effect, which have no `retry_flag`. */
export const cancelRefusals: Readonly<Record<CancelRefusal, CancelRefusalOnWire>> = {
  'trade-unknown': final('TRADE_NOT_EXIST'),
  'trade-has-refunds': final('REASON_TRADE_REFUND_FEE_ERR'),
  'trade-finished': final('TRADE_HAS_FINISHED'),
  'cancel-time-over': final('TRADE_CANCEL_TIME_OUT'),
  'funds-not-enough': retryable('SELLER_BALANCE_NOT_ENOUGH'),
};
