import type { PortalTradeView } from '@sampan/api';
import { formatAmount, type Instant, subtract } from '@sampan/primitives';
import { givenBack, type Trade } from '#acquiring';
import { definedOnly } from '../fields.ts';
import { tradeView } from '../trade-view.ts';

/** A trade as its partner's list shows it: without the id of the buyer's wallet. */
export function portalTradeView(trade: Trade, now: Instant): PortalTradeView {
  const {
    walletId: _wallet,
    partnerId: _partner,
    refunded: _refunded,
    ...view
  } = tradeView(trade, now);
  const { payment } = trade;
  const refunded = givenBack(trade);
  return {
    ...view,
    ...shopOf(trade),
    ...(refunded && { refunded: formatAmount(refunded) }),
    ...(payment && { fee: formatAmount(subtract(payment.fee, payment.feeReturned)) }),
  };
}

export const shopOf = ({ details: { storeId, storeName } }: Trade) =>
  definedOnly({ storeId, storeName });
