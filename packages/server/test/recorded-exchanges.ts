/** Exchanges as the acceptance cases read them, made by hand: `at(5, query('A', 'TRADE_SUCCESS'))`. */
import { after, type PartnerId, seconds } from '@sampan/primitives';
import {
  acquireQuery,
  cancel as cancelService,
  changeMerchantCodeStatus,
  createMerchantCode,
  precreate as precreateService,
  query as queryService,
  refund as refundService,
  spotPay,
} from '@sampan/protocol';
import { acceptanceOf, historyOf, type Seen } from '#acceptance';
import { time } from '#test-kit';

type Exchange = Omit<Seen, 'id' | 'at'>;
type Texts = Readonly<Record<string, string>>;

export interface Recorded {
  /** Seconds after the first exchange. */
  readonly at: number;
  readonly exchange: Exchange;
}

export const at = (seconds: number, exchange: Exchange): Recorded => ({ at: seconds, exchange });

export const partnerId = '2088000000000001' as PartnerId;

/** `SUCCESS`, `UNKNOW`, `no-answer`, or the code of a refusal. */
type End = string;

const nothing = {
  ...{ orderId: undefined, tradeId: undefined, notifyId: undefined, code: undefined },
  ...{ reason: undefined, answer: undefined, file: undefined, pretended: [] },
};

function request(
  service: string,
  { order, asked = {}, end = 'SUCCESS', replied = {} }: Asked,
): Exchange {
  const isDone = end === 'SUCCESS' || end === 'UNKNOW';
  const refusal: Texts = isDone ? {} : { error: end };
  const said = { is_success: 'T', result_code: isDone ? end : 'FAILED', ...refusal, ...replied };
  return {
    ...nothing,
    kind: 'request',
    service,
    orderId: order,
    asked: new Map(Object.entries(asked)),
    replied: new Map(end === 'no-answer' ? [] : Object.entries(said)),
    ...ended(end),
  };
}

interface Asked {
  readonly order?: string | undefined;
  readonly asked?: Texts;
  readonly end?: End;
  readonly replied?: Texts;
}

function ended(end: End): Pick<Exchange, 'result' | 'code'> {
  if (end === 'SUCCESS' || end === 'UNKNOW') return { result: 'success', code: undefined };
  if (end === 'no-answer') return { result: 'no-answer', code: undefined };
  return { result: end === 'SYSTEM_ERROR' ? 'unknown' : 'refused', code: end };
}

export const shop = '{"store_id":"S1","secondary_merchant_id":"M1"}';

/** Each order has a payment code of its own, unless told otherwise. */
export const pay = (order: string, end: End, asked: Texts = {}, replied: Texts = {}): Exchange =>
  request(spotPay.name, {
    ...{ order, end, replied },
    asked: { buyer_identity_code: `28 of ${order}`, extend_info: shop, ...asked },
  });

export const query = (order: string, status: string, replied: Texts = {}): Exchange =>
  request(queryService.name, { order, replied: { alipay_trans_status: status, ...replied } });

export const acquired = (order: string, status: string): Exchange =>
  request(acquireQuery.name, { order, replied: { trade_status: status } });

export const cancel = (order: string, end: End = 'SUCCESS'): Exchange =>
  request(cancelService.name, { order, end });

export const precreate = (
  order: string,
  total = '10.00',
  end: End = 'SUCCESS',
  asked: Texts = {},
) => request(precreateService.name, { order, end, asked: { total_fee: total, ...asked } });

export const refund = (order: string, id: string, amount: string, end: End = 'SUCCESS') =>
  request(refundService.name, {
    ...{ order, end },
    asked: { partner_refund_id: id, refund_amount: amount },
  });

export const createCode = (data: Readonly<Record<string, unknown>> = {}, end: End = 'SUCCESS') =>
  request(createMerchantCode.name, {
    end,
    asked: { biz_data: JSON.stringify({ store_id: 'S1', secondary_merchant_id: 'M1', ...data }) },
  });

export const changeCode = (status: string, end: End = 'SUCCESS', qrcode = 'code-1'): Exchange =>
  request(changeMerchantCodeStatus.name, { end, asked: { qrcode, status } });

interface Notice {
  readonly id?: string;
  readonly pretended?: string;
  readonly fields?: Texts;
}

/** Undefined is no answer. */
export const notice = (
  order: string,
  answer: string | undefined,
  about: Notice = {},
): Exchange => ({
  ...nothing,
  kind: 'notification',
  service: 'notification',
  orderId: order,
  notifyId: about.id ?? `notice of ${order}`,
  asked: new Map(
    Object.entries({ trade_status: 'TRADE_SUCCESS', total_fee: '30.00', ...about.fields }),
  ),
  replied: new Map(),
  answer,
  result:
    answer === undefined ? 'no-answer' : answer === 'success' ? 'acknowledged' : 'not-acknowledged',
  reason: answer === undefined ? 'connection refused' : undefined,
  pretended: about.pretended === undefined ? [] : [about.pretended],
});

export const download = (kind: string, reason?: string): Exchange => ({
  ...nothing,
  kind: 'download',
  service: 'download',
  asked: new Map(),
  replied: new Map(),
  file: `${partnerId}_${kind}_20261122.txt`,
  result: reason === undefined ? 'success' : 'failed',
  reason,
});

export interface Told {
  readonly contract?: 'hk' | 'global';
  /** When the board is read, in seconds after the first exchange; when nothing else can follow by default. */
  readonly after?: number;
}

const start = time('2026-11-22 10:00');

/** What the board says of a case: result, reason, and the exchanges as `#1`, by their place in the record. */
export function told(
  id: string,
  record: readonly Recorded[],
  { contract = 'hk', after: end = 3_600 }: Told,
) {
  const seen = record.map(({ at, exchange }, index): Seen => {
    return { ...exchange, id: `#${index + 1}`, at: after(start, seconds(at)) };
  });
  const history = historyOf(seen, { contract, now: after(start, seconds(end)) });
  const verdict = acceptanceOf(history).find((each) => each.id === id);
  if (!verdict) throw new Error(`there is no case ${id}`);
  const { result, reason, evidence, next, failedSince } = verdict;
  return {
    says: reason === undefined ? result : `${result}: ${reason}`,
    by: evidence.map((each) => each.id).join(' '),
    next,
    since: failedSince?.reason,
  };
}
