import type { Answer } from './operations-client.ts';
import { inCurrency, pairs } from './output.ts';

/** A partner as people read it. */
export function partnerLines(partner: Answer): string[] {
  const amount = (field: string) => inCurrency(partner[field], partner['currency']);
  const names = (field: string) => [partner[field] ?? []].flat().join(', ');
  return pairs([
    ['partner', partner['id']],
    ['name', partner['name']],
    ['contract', partner['contract']],
    ['status', partner['status']],
    ['settled in', partner['currency']],
    ['services', names('services')],
    ['wallets', names('accepts')],
    ['fee rate', partner['feeRate']],
    ['minimum fee', amount('feeMinimum')],
    ['fixed fee', amount('feeFixed')],
    ['fee of refunds', partner['refundFee']],
    ['refund period', `${partner['refundPeriod']} days`],
    ['limit per payment', amount('paymentLimit')],
    ['limit per day', amount('dayLimit')],
    ['limit per month', amount('monthLimit')],
    ['request expiry', partner['requestExpiry']],
    ['refund pause', partner['refundPause']],
    ['cancel restriction', partner['cancelRestriction']],
    ['notified at', partner['notifyUrl']],
    ['settled', `T+${partner['settlesAfter']}`],
    ['minimum payout', amount('settlementMinimum')],
    ['calendars', names('calendars') || 'none'],
    ['MD5 key', partner['md5Key']],
    ['changed', partner['changedAt']],
  ]);
}
