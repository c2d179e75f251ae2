import type { PartnerView } from '@sampan/api';
import { inCurrency, pairs } from '../output.ts';

/** A partner as people read it. */
export function partnerLines(partner: PartnerView & { readonly md5Key?: string }): string[] {
  const inOwn = (amount: string | undefined) => inCurrency(amount, partner.currency);
  return pairs([
    ['partner', partner.id],
    ['name', partner.name],
    ['contract', partner.contract],
    ['status', partner.status],
    ['settled in', partner.currency],
    ['services', [partner.services].flat().join(', ')],
    ['wallets', partner.accepts.join(', ')],
    ['fee rate', partner.feeRate],
    ['minimum fee', inOwn(partner.feeMinimum)],
    ['fixed fee', inOwn(partner.feeFixed)],
    ['fee of refunds', partner.refundFee],
    ['refund period', `${partner.refundPeriod} days`],
    ['limit per payment', inOwn(partner.paymentLimit)],
    ['limit per day', inOwn(partner.dayLimit)],
    ['limit per month', inOwn(partner.monthLimit)],
    ['request expiry', partner.requestExpiry],
    ['refund pause', partner.refundPause],
    ['cancel restriction', partner.cancelRestriction],
    ['notified at', partner.notifyUrl],
    ['settled', `T+${partner.settlesAfter}`],
    ['minimum payout', inOwn(partner.settlementMinimum)],
    ['calendars', partner.calendars.join(', ') || 'none'],
    ['MD5 key', partner.md5Key],
    ['changed', partner.changedAt],
  ]);
}
