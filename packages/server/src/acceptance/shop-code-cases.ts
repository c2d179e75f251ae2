/** The acceptance cases of a merchant QR code: MQR-1 to 3 (13 §6.1). */
import { type Instant, parseInstant } from '@sampan/primitives';
import { changeMerchantCodeStatus, createMerchantCode } from '@sampan/protocol';
import { type AcceptanceCase, begun, eachOrder, failed, passed, type Try } from './case.ts';
import { groupedBy, type PartnerHistory } from './histories.ts';
import { answerSuccess } from './order-code-cases.ts';
import { answerOf, endOf, isAcknowledged, isForged, isLost, type Seen, succeeded } from './seen.ts';
import { membersOf } from './shop-data.ts';

const product = 'merchant QR code';

const created = ({ all }: PartnerHistory): readonly Seen[] =>
  all.filter(({ service }) => service === createMerchantCode.name);

const dataOf = ({ asked }: Seen) => membersOf(asked.get('biz_data'));

const twoValues: AcceptanceCase = {
  id: 'MQR-1',
  name: 'without fee, with fee, and once more',
  product,
  how: 'Create the code of a shop (alipay.commerce.qrcode.create) without channel_fee, with it, and once more.',
  tries(partner) {
    const all = created(partner);
    const shops = groupedBy(all.filter(succeeded), shopOf);
    const tries = [...shops.values()].map(valuesOf);
    const last = all.at(-1);
    if (!last || succeeded(last)) return tries;
    const next = 'Correct the data of the shop: sampan explain ID shows what is wrong.';
    return [...tries, failed(`the code was refused with ${endOf(last)}`, [last], next)];
  },
};

/** Partner, merchant and store are one shop (13 §5). */
function shopOf(creation: Seen): string {
  const data = dataOf(creation);
  return JSON.stringify([data.get('secondary_merchant_id'), data.get('store_id')]);
}

function valuesOf(creations: readonly Seen[]): Try {
  const withFee = creations.filter((each) => dataOf(each).has('channel_fee'));
  const without = creations.filter((each) => !withFee.includes(each));
  const isRepeated = withFee.length > 1 || without.length > 1;
  const missing = [
    ...(without.length > 0 ? [] : ['without channel_fee']),
    ...(withFee.length > 0 ? [] : ['with channel_fee']),
    ...(isRepeated ? [] : ['once more with the same data']),
  ];
  if (missing.length === 0) return passed(creations);
  return begun(creations, `Create the code of the same shop ${missing.join(', then ')}.`);
}

const stopRestartDelete: AcceptanceCase = {
  id: 'MQR-2',
  name: 'stop, restart, pay, delete',
  product,
  how: 'STOP the code of a shop and scan it, RESTART it and pay, DELETE it and scan it: it is invalid, pays, and is invalid.',
  tries(partner) {
    const changes = partner.all.filter(({ service }) => service === changeMerchantCodeStatus.name);
    const codes = groupedBy(changes, ({ asked }) => asked.get('qrcode') ?? asked.get('qr_code'));
    const payments = paymentsOf(partner);
    return [...codes.values()].flatMap((own) => lifeOf(own, payments) ?? []);
  },
};

interface Payment {
  readonly notice: Seen;
  /** The notification comes later, perhaps when the code is deleted already. */
  readonly paidAt: Instant;
}

/** Of all shops' codes: a notification does not say which one was scanned. */
const paymentsOf = ({ orders }: PartnerHistory): readonly Payment[] =>
  orders
    .filter(({ isShopCode }) => isShopCode)
    .flatMap(({ paidNotices }) => paidNotices)
    .map((notice) => ({ notice, paidAt: paidAt(notice) }));

const paidAt = ({ asked, at }: Seen): Instant =>
  parseInstant(`${asked.get('gmt_payment')?.replace(' ', 'T')}+08:00`) ?? at;

/** The changes of one code, in their order. */
function lifeOf(changes: readonly Seen[], payments: readonly Payment[]): Try | undefined {
  const stops = changes.filter((each) => statusIn(each) === 'STOP');
  const stop = stops.find(succeeded) ?? stops.at(-1);
  if (!stop) return undefined;
  const refused = changes.findLast((each) => !succeeded(each));
  const later = changes.slice(changes.indexOf(stop) + 1).filter(succeeded);
  const restart = later.find((each) => statusIn(each) === 'RESTART');
  const remove = later.find((each) => statusIn(each) === 'DELETE');
  const payment =
    restart && payments.find((each) => isBetween(each.paidAt, restart, remove))?.notice;
  const next = 'STOP the code, RESTART it, let a buyer pay, and DELETE it, in this order.';
  const seen = [...changes, ...(payment ? [payment] : [])];
  if (succeeded(stop) && restart && payment && remove) return passed(seen);
  if (remove) {
    const reason = restart
      ? 'no payment came between RESTART and DELETE'
      : 'DELETE came before RESTART';
    return failed(reason, seen, next);
  }
  if (refused && changes.at(-1) === refused) {
    return failed(`${statusIn(refused)} was refused with ${endOf(refused)}`, seen, next);
  }
  const left = [restart ? '' : 'RESTART it', payment ? '' : 'let a buyer pay', 'DELETE it'];
  return begun(seen, `Go on with this code: ${left.filter(Boolean).join(', ')}.`);
}

/** In seconds, as a notification names its times. */
const isBetween = (time: Instant, first: Seen, last: Seen | undefined): boolean =>
  time >= Math.floor(first.at / 1_000) * 1_000 && !(last && last.at < time);

const statusIn = ({ asked }: Seen): string => asked.get('status') ?? '';

const passback: AcceptanceCase = {
  id: 'MQR-3',
  name: 'the passback comes back',
  product,
  how: 'Create the code of a shop with passback_parameters and a notify_url, and pay it.',
  tries(partner) {
    const codes = created(partner).filter(succeeded);
    return eachOrder(({ isShopCode, paidNotices }) => {
      const notices = paidNotices.filter((each) => !isLost(each) && !isForged(each));
      const last = notices.at(-1);
      const text = last?.asked.get('extra_common_param');
      if (!isShopCode || !last || !text) return undefined;
      const code = codes.find((each) => isSame(dataOf(each).get('passback_parameters'), text));
      if (!code) {
        const reason = `no code was created with the passback “${text.slice(0, 40)}”`;
        return failed(reason, [last], 'Create the code with passback_parameters, and pay it.');
      }
      const done = notices.find(isAcknowledged);
      if (done) return passed([code, done]);
      const reason = `the notification was ${answerOf(last)}, not “success”`;
      return failed(reason, [code, last], answerSuccess);
    })(partner);
  },
};

/** The passback of a code, an object or its text, is the one of a notification. */
const isSame = (given: unknown, text: string): boolean =>
  given !== undefined && compact(given) === compact(text);

function compact(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return value;
  }
}

export const shopCodeCases = [twoValues, stopRestartDelete, passback];
