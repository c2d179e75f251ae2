import type { Call, CallOptions, RequestFields } from '../call.ts';
import type { CallResult } from '../result.ts';
import { type Sale, type SaleCall, undoId } from './sale.ts';

/** The request that opens a sale. Only its first run has it: it is never sent again. */
export type Opening =
  | {
      readonly service: 'alipay.acquire.overseas.spot.pay';
      readonly fields: RequestFields<'alipay.acquire.overseas.spot.pay'>;
    }
  | {
      readonly service: 'alipay.acquire.precreate';
      readonly fields: RequestFields<'alipay.acquire.precreate'>;
    };

export type SaleResult = CallResult<Readonly<Record<string, unknown>>>;

/** Sends a call of a sale, once: the state machine decides about repeats. */
export function sendSaleCall(
  call: Call,
  name: SaleCall,
  sale: Sale,
  opening: Opening | undefined,
  options: CallOptions,
): Promise<SaleResult> {
  const once: CallOptions = { ...options, retry: { tries: 1 } };
  const { id, amount, currency, priceCurrency } = sale;
  switch (name) {
    case 'open':
      if (!opening) throw new Error(`sale ${id} would be opened twice`);
      return opening.service === 'alipay.acquire.precreate'
        ? call(opening.service, opening.fields, once)
        : call(opening.service, opening.fields, once);
    case 'query':
      return call('alipay.acquire.overseas.query', { partner_trans_id: id }, once);
    case 'cancel':
      return call('alipay.acquire.cancel', { out_trade_no: id }, once);
    case 'refund': {
      const fields: RequestFields<'alipay.acquire.overseas.spot.refund'> = {
        partner_trans_id: id,
        partner_refund_id: undoId(sale),
        currency: priceCurrency ?? currency,
        refund_amount: amount,
        refund_reason: 'Too late to cancel',
        is_sync: 'Y',
      };
      return call('alipay.acquire.overseas.spot.refund', fields, once);
    }
  }
}
