import type { BillView } from '@sampan/api';
import { amountText, fullTime, type Say } from '../shared/index.ts';
import { brand } from './brand.ts';
import type { AllWords } from './words/use-say.ts';

/** Hands a receipt to another app; where the browser cannot, to the clipboard. */
export async function shareReceipt(bill: BillView, say: Say<AllWords>): Promise<void> {
  const text = receiptText(bill, say);
  const title = say('receipt.title');
  // A person who closes the list of apps has not failed.
  if (canShare(navigator)) await navigator.share({ title, text }).catch(() => undefined);
  else await navigator.clipboard.writeText(text).catch(() => undefined);
}

/** Not every browser has it. */
const canShare = (browser: { readonly share?: unknown }): boolean =>
  typeof browser.share === 'function';

export function receiptText(bill: BillView, say: Say<AllWords>): string {
  const { charge, chargeCurrency } = bill;
  return [
    `${brand.name} ${brand.han} · ${say('receipt.title')}`,
    bill.merchant,
    bill.store,
    `${say('result.orderAmount')}: ${amountText(bill.amount, bill.currency)}`,
    charge !== undefined && chargeCurrency !== undefined
      ? `${say('result.charged')}: ${amountText(charge, chargeCurrency)}`
      : undefined,
    `${say('result.time')}: ${fullTime(bill.paidAt ?? bill.createdAt)}`,
    `${say('result.id')}: ${bill.tradeId}`,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}
