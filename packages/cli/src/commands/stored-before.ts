/** What was stored under the ids of a recorded request before it came. */
import type { WholeExchangeView } from '@sampan/api';
import { isServiceName, serviceOf } from '@sampan/protocol';

type Stored = Readonly<Record<string, string>>;
type About = Pick<
  WholeExchangeView,
  'id' | 'at' | 'code' | 'service' | 'parameters' | 'trade' | 'sequence'
>;
type Trade = NonNullable<WholeExchangeView['trade']>;

/**
 * By the names that the request's own service has for it; what no request names is by ours: `status`, `refunded`,
 * `paid_at`, `valid_until`, `closed_by`. Undefined when the ids were new.
 */
export function storedBefore(exchange: About): Stored | undefined {
  const { id, trade, sequence } = exchange;
  if (!trade) return undefined;
  const before = sequence.find((each) => each.id === id)?.before;
  const status = before?.status ?? trade.status;
  if (status === 'none') return undefined;
  const names = namesOf(exchange.service);
  const isPaid = 'paidAt' in trade && status !== 'waiting' && status !== 'pre-ordered';
  return defined({
    ...termsOf(trade, names),
    status,
    refunded: before?.refunded,
    paid_at: isPaid ? trade.paidAt : undefined,
    valid_until: isPaid || !('expiresAt' in trade) ? undefined : trade.expiresAt,
    closed_by: status === 'closed' && 'closedBy' in trade ? trade.closedBy : undefined,
    ...refundOf(exchange, names),
  });
}

const namesOf = (service = ''): ReadonlySet<string> =>
  new Set(isServiceName(service) ? Object.keys(serviceOf(service).requestFields) : []);

/** What the order was made with. */
function termsOf(trade: Trade, names: ReadonlySet<string>): Record<string, string | undefined> {
  const isOfBarcode = names.has('partner_trans_id');
  const order = isOfBarcode ? 'partner_trans_id' : 'out_trade_no';
  const ids = { [order]: trade.partnerTransId };
  const { amount, currency, details } = trade;
  if (amount === undefined || currency === undefined) return ids;
  const settled = 'settlementCurrency' in trade ? trade.settlementCurrency : undefined;
  const email: unknown = Object.entries(details ?? {}).find(
    ([name]) => name === 'sellerEmail',
  )?.[1];
  // A sale names the currency of settlement, and that of the price apart; a refund the latter alone.
  const isSale = names.has('trans_currency');
  return {
    ...ids,
    ...('tradeId' in trade && { [isOfBarcode ? 'alipay_trans_id' : 'trade_no']: trade.tradeId }),
    [isOfBarcode ? 'trans_amount' : 'total_fee']: amount,
    ...(isSale && { trans_currency: currency }),
    ...((!isSale || 'tradeId' in trade) && { currency: isSale ? (settled ?? currency) : currency }),
    ...(names.has('seller_email') && typeof email === 'string' && { seller_email: email }),
    ...('walletId' in trade &&
      names.has('buyer_identity_code') && {
        alipay_buyer_user_id: trade.walletId,
        alipay_buyer_login_id: trade.buyerLogin,
      }),
  };
}

/** The refund with the same id, if it was there before. */
function refundOf(
  { at, code, parameters, trade }: About,
  names: ReadonlySet<string>,
): Record<string, string> {
  const name = ['partner_refund_id', 'out_return_no'].find((each) => names.has(each));
  const sent = parameters.find((each) => each.name === name)?.value;
  if (!name || !sent || !trade || !('refunds' in trade)) return {};
  const refund = trade.refunds.find(({ partnerRefundId }) => partnerRefundId === sent);
  const isKnown =
    code === 'DISCORDANT_REPEAT_REQUEST' ||
    (refund !== undefined && Date.parse(refund.requestedAt) < Date.parse(at));
  if (!refund || !isKnown) return {};
  const amount = names.has('return_amount') ? 'return_amount' : 'refund_amount';
  return { [name]: sent, [amount]: refund.amount, currency: refund.currency };
}

const defined = (fields: Readonly<Record<string, string | undefined>>): Stored =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
