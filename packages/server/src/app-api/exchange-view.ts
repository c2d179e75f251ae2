import { formatAmount, rateText } from '@sampan/primitives';
import type { Trade } from '#acquiring';

/** What the buyer is charged, when that is in another currency than the price. */
export function chargeView({ amount, quote: { charge, chargeRate } }: Trade) {
  if (charge.currency === amount.currency) return {};
  return {
    charge: formatAmount(charge),
    chargeCurrency: charge.currency,
    chargeRate: rateText(chargeRate),
  };
}

/** What the partner is credited, when that is in another currency than the price. */
export function settlementView({ amount, quote: { settlement, settlementRate } }: Trade) {
  if (settlement.currency === amount.currency) return {};
  return {
    settlement: formatAmount(settlement),
    settlementCurrency: settlement.currency,
    settlementRate: rateText(settlementRate),
  };
}
