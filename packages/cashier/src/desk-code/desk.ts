/** The desk's static code and its payments. */
import type { NotificationFields, Partner } from '@sampan/sdk';
import type { DeskCodeView, DeskPaymentView } from '../api/index.ts';
import type { TillParts } from '../parts.ts';
import { Refusal } from '../refusal.ts';
import { timeText } from '../times.ts';
import type { DeskPayment } from './desk-payment.ts';

export interface Desk {
  view(): DeskCodeView;
  /** Makes the code, or gets the one that the gateway has for this shop. */
  make(): Promise<DeskCodeView>;
  /** A verified notification; it may be about anything of the partner. */
  notified(notification: NotificationFields): void;
}

export interface DeskParts extends TillParts {
  readonly partner: Pick<Partner, 'merchantCode'>;
}

export function createDesk(parts: DeskParts): Desk {
  const { records, settings, time, hub, partner } = parts;
  /** Comes back with each payment, and tells this desk's from those of others. */
  const desk = settings.code;

  const paymentView = ({ id, amount, wallet, paidAt }: DeskPayment): DeskPaymentView => ({
    id,
    orderTail: id.slice(-4),
    amount,
    ...(wallet !== undefined && { wallet }),
    paidAt: timeText(paidAt),
  });

  function view(): DeskCodeView {
    const code = records.deskCodes.get('desk');
    const payments = records.deskPayments.newest({}, { limit: 20 });
    const quietSince = payments[0]?.paidAt ?? code?.createdAt;
    return {
      code: code
        ? {
            qrCode: code.qrCode,
            createdAt: timeText(code.createdAt),
            ...(code.picture !== undefined && { picture: code.picture }),
          }
        : null,
      payments: payments.map(paymentView),
      hasNotifications: settings.notifyUrl !== undefined,
      ...(quietSince !== undefined && { quietSince: timeText(quietSince) }),
    };
  }

  return {
    view,
    async make() {
      const { shopData, notifyUrl, shop, contract, currency, branch = shop.en } = settings;
      const result = await partner.merchantCode(
        {
          address: branch,
          country_code: 'HK',
          currency,
          secondary_merchant_industry: shopData.secondary_merchant_industry ?? '5812',
          secondary_merchant_id: shopData.secondary_merchant_id ?? 'M1',
          secondary_merchant_name: shopData.secondary_merchant_name ?? shop.en,
          store_id: shopData.store_id ?? 'S1',
          store_name: shopData.store_name ?? shop.en,
          trans_currency: contract === 'hk' ? 'HKD' : currency,
          passback_parameters: { desk },
        },
        notifyUrl === undefined ? {} : { notifyUrl },
      );
      if (result.outcome === 'unknown') throw new Refusal('gateway-silent', result.cause.message);
      if (result.outcome === 'refused')
        throw new Refusal('code-refused', `${result.code}: ${result.means}`);
      const { qrcode, qrcode_img_url: picture } = result.reply;
      if (qrcode === undefined) throw new Refusal('code-refused', 'The gateway answered no code');
      records.deskCodes.put({
        id: 'desk',
        qrCode: qrcode,
        createdAt: time.now(),
        ...(picture !== undefined && { picture }),
      });
      return view();
    },
    notified(notification) {
      const {
        out_trade_no: id,
        trade_no: tradeId,
        total_fee: amount,
        payment_inst: wallet,
      } = notification;
      if (id === undefined || tradeId === undefined || amount === undefined) return;
      if (notification.trade_status !== 'TRADE_SUCCESS' || notification.out_biz_no !== undefined)
        return;
      if (!isOfDesk(notification.extra_common_param, desk) || records.deskPayments.get(id)) return;
      const paid = Date.parse(`${(notification.gmt_payment ?? '').replace(' ', 'T')}+08:00`);
      const payment: DeskPayment = {
        id,
        tradeId,
        amount,
        paidAt: Number.isNaN(paid) ? time.now() : paid,
        ...(wallet !== undefined && { wallet }),
      };
      records.deskPayments.put(payment);
      hub.publish('deskPayment', paymentView(payment));
    },
  };
}

/** What was given when the code was made comes back as JSON. */
function isOfDesk(passback: string | undefined, desk: string): boolean {
  if (passback === undefined) return false;
  try {
    const { desk: found }: Readonly<Record<string, unknown>> = { ...Object(JSON.parse(passback)) };
    return found === desk;
  } catch {
    return false;
  }
}
