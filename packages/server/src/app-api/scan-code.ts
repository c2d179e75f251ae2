/** The effect of a scan, by the buyer's app or by an operator for the buyer. */
import { equalMoney, type Money, parseAmount, type TradeId } from '@sampan/primitives';
import type {
  Acquiring,
  MerchantCode,
  Order,
  ScanMerchantCodeOutcome,
  ScanMerchantCodeRefusal,
  ScanOutcome,
  ScanRefusal,
} from '#acquiring';
import type { Wallet } from '#wallet';
import { invalid } from './problem.ts';

export type CodeRefusal = ScanRefusal | ScanMerchantCodeRefusal;

interface Scanning {
  readonly acquiring: Pick<Acquiring, 'scan' | 'scanMerchantCode'>;
}

/** Opens an order for the wallet. Its amount is fixed; another typed amount is refused. */
export async function openOrder(
  order: Order,
  { token, wallet, amount }: { token: string; wallet: Wallet; amount: string | undefined },
  { acquiring }: Scanning,
): Promise<ScanOutcome> {
  // Cancelled before anybody had scanned it; nothing leads out of that.
  if (order.state === 'tombstone') return { outcome: 'refused', refusal: 'order-closed' };
  if (amount !== undefined) {
    const typed = parseAmount(amount, order.amount.currency);
    if (!typed || !equalMoney(typed, order.amount)) {
      throw invalid('amount', 'left out: the amount of an order stands fast');
    }
  }
  return acquiring.scan({ walletId: wallet.id, orderCode: token, partnerId: order.partnerId });
}

/**
 * Opens an order at a shop, of what the buyer has typed and what the shop puts on top. Its id was made
 * before the first try: a repeat finds the order.
 */
export function openShopOrder(
  { code, partnerId }: MerchantCode,
  { wallet, typed, id: partnerTransId }: { wallet: Wallet; typed: Money; id: TradeId },
  { acquiring }: Scanning,
): Promise<ScanMerchantCodeOutcome> {
  return acquiring.scanMerchantCode({
    walletId: wallet.id,
    partnerId,
    code,
    typed,
    partnerTransId,
  });
}

/** The reply to a scan. */
export const describeCodeRefusal: Readonly<Record<CodeRefusal, string>> = {
  'code-unknown': 'This code is not known here',
  'order-closed': 'The order is closed; ask for a new code',
  'buyer-differs': 'Somebody else has opened this order',
  'order-paid': 'The order is paid already',
  'wallet-frozen': 'The wallet is frozen; its operator can say why',
  'wallet-kind-not-accepted': 'The shop does not take payments from this wallet',
  'partner-suspended': 'The shop may not take payments now',
  'code-not-usable': 'This code is not valid any more',
  'currency-differs': 'The shop has another currency',
  'currency-not-supported': 'There is no exchange rate for this price',
  'amount-too-small': 'This amount is too small to be exchanged',
  'amount-not-allowed': 'This amount cannot be paid',
  'partner-payment-limit-exceeded': 'The amount is above what the shop may take at once',
  'too-many-unpaid-orders': 'Too many orders are open; pay one, or wait three minutes',
};
