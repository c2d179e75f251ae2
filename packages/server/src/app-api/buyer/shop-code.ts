import { formatAmount, isPositive, parseAmount, rateText, required } from '@sampan/primitives';
import {
  isAccepted,
  type MerchantCode,
  readMerchantCode,
  type ScanMerchantCodeRefusal,
} from '#acquiring';
import { type Partner, readPartners } from '#partner';
import type { Wallet } from '#wallet';
import { definedOnly } from '../fields.ts';
import { invalid, Problem } from '../problem.ts';
import { describeCodeRefusal, openShopOrder } from '../scan-code.ts';
import { readBills } from './bill.ts';
import type { CodeKind } from './code-kind.ts';
import { billView } from './views.ts';

/**
 * The code of a shop. Without an amount it says whose it is and what the shop puts on top; with one
 * it opens an order of both. A shop that cannot be paid says so before anybody has typed.
 */
export const shopCode: CodeKind = async (scan, world) => {
  const { reader } = world;
  const { token, wallet, amount, id } = scan;
  const { result: code } = await reader.read((connection) => readMerchantCode(connection, token));
  if (!code) return undefined;
  const { result: partners } = await reader.read((connection) =>
    readPartners(connection, [code.partnerId]),
  );
  const partner = required(partners[0], 'the partner of the code');
  const refusal = refusalOf(code, partner, wallet);
  if (refusal) throw problemOf(refusal);
  const { shop, priceCurrency, channelFee } = code;
  if (amount === undefined) {
    return {
      kind: 'shop',
      merchant: shop.secondaryMerchantName,
      ...definedOnly({ store: shop.storeName || undefined, driver: shop.taxi?.driverName }),
      currency: priceCurrency,
      ...(channelFee && { channelFee: channelFeeView(channelFee) }),
    };
  }
  const typed = parseAmount(amount, priceCurrency);
  if (!typed || !isPositive(typed)) throw invalid('amount', `an amount of ${priceCurrency}`);
  const scanned = await openShopOrder(code, { wallet, typed, id }, world);
  if (scanned.outcome === 'refused') throw problemOf(scanned.refusal);
  const { result, now } = await reader.read((connection) => readBills(connection, [scanned.trade]));
  return {
    kind: 'shop',
    ...billView(required(result[0], 'the bill of the trade'), now),
    typed: formatAmount(typed),
  };
};

/** What is known before an amount is, in the order of the refusals that opening an order has. */
function refusalOf(
  { status }: MerchantCode,
  partner: Partner,
  wallet: Wallet,
): ScanMerchantCodeRefusal | undefined {
  if (partner.status === 'suspended') return 'partner-suspended';
  if (status !== 'normal') return 'code-not-usable';
  if (wallet.status === 'frozen') return 'wallet-frozen';
  return isAccepted(partner, wallet) ? undefined : 'wallet-kind-not-accepted';
}

/** A fixed amount, never more than 5 % of what is typed, or a share of it. */
const channelFeeView = (fee: NonNullable<MerchantCode['channelFee']>) =>
  fee.type === 'FIXED'
    ? { type: fee.type, amount: formatAmount(fee.amount) }
    : { type: fee.type, share: rateText(fee.share) };

const problemOf = (refusal: ScanMerchantCodeRefusal): Problem =>
  new Problem(statuses[refusal] ?? 409, refusal, describeCodeRefusal[refusal]);

const statuses: Partial<Readonly<Record<ScanMerchantCodeRefusal, 403 | 429>>> = {
  'wallet-frozen': 403,
  'too-many-unpaid-orders': 429,
};
