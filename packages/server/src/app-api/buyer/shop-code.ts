import { formatAmount, isPositive, parseAmount } from '@sampan/primitives';
import { readMerchantCode, type ScanMerchantCodeRefusal } from '#acquiring';
import { definedOnly } from '../fields.ts';
import { invalid, Problem } from '../problem.ts';
import { describeCodeRefusal, openShopOrder } from '../scan-code.ts';
import { readBills } from './bill.ts';
import { frozen } from './buyer-problems.ts';
import type { CodeKind } from './code-kinds.ts';
import { billView } from './views.ts';

/**
 * The code of a shop. Without an amount it says whose it is; with one it opens an order, whose amount
 * is what was typed and what the shop puts on top.
 */
export const shopCode: CodeKind = async (scan, world) => {
  const { reader } = world;
  const { token, wallet, amount } = scan;
  const { result: code } = await reader.read((connection) => readMerchantCode(connection, token));
  if (!code) return undefined;
  if (code.status !== 'normal') throw problemOf('code-not-usable');
  if (wallet.status === 'frozen') throw frozen();
  const { shop, priceCurrency } = code;
  if (amount === undefined) {
    return {
      kind: 'shop',
      merchant: shop.secondaryMerchantName,
      ...definedOnly({ store: shop.storeName || undefined, driver: shop.taxi?.driverName }),
      currency: priceCurrency,
    };
  }
  const typed = parseAmount(amount, priceCurrency);
  if (!typed || !isPositive(typed)) throw invalid('amount', `an amount of ${priceCurrency}`);
  const scanned = await openShopOrder(code, { wallet, typed }, world);
  if (scanned.outcome === 'refused') throw problemOf(scanned.refusal);
  const { result, now } = await reader.read((connection) => readBills(connection, [scanned.trade]));
  return {
    kind: 'shop',
    ...result.map((bill) => billView(bill, now))[0],
    typed: formatAmount(typed),
  };
};

const problemOf = (refusal: ScanMerchantCodeRefusal): Problem =>
  new Problem(refusal === 'wallet-frozen' ? 403 : 409, refusal, describeCodeRefusal[refusal]);
