/**
 * A phone shows two symbols of one value, and a scanner reads a code twice: the same digits within ten
 * seconds, or while their payment is open, are the same scan (C4).
 */
import { isOpen, type Payment } from './payment.ts';

export const sameScanMs = 10_000;

export type ScanSeen =
  | { readonly is: 'new' }
  /** Of this order: it is the payment that runs or ran. */
  | { readonly is: 'same'; readonly payment: Payment }
  /** Of another order: its customer has not put the phone away. */
  | { readonly is: 'of-other-order' };

/** `before`: the payments of this code. */
export function seenScan(before: readonly Payment[], orderId: string, now: number): ScanSeen {
  const last = before.findLast((each) => isOpen(each) || now - each.at < sameScanMs);
  if (!last) return { is: 'new' };
  return last.orderId === orderId ? { is: 'same', payment: last } : { is: 'of-other-order' };
}
