/** The desk's static code: making, stopping and deleting it, and its payments. */
import { isPositive } from '@sampan/primitives';
import { type NotificationFields, type Partner, parseAmount } from '@sampan/sdk';
import type { DeskCodeView, DeskPaymentView } from '../api/index.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import { known, Refusal } from '../refusal.ts';
import { timeText } from '../times.ts';
import { deskPaymentOf, keepDeskPayment } from './desk-order.ts';
import type { DeskCode, DeskPayment } from './desk-payment.ts';
import { categoryOf, codeData, isOfDesk } from './shop-code.ts';

export interface Desk {
  view(): DeskCodeView;
  /** Makes the code, or gets the one that the gateway has for this shop; with a service fee it is another. */
  make(given?: { readonly fee?: string | undefined }): Promise<DeskCodeView>;
  /** Stops the code that is in use, takes it back into use, or deletes it for ever. */
  change(to: DeskChange): Promise<DeskCodeView>;
  /** A verified notification; it may be about anything of the partner. */
  notified(notification: NotificationFields): void;
}

export type DeskChange = 'stop' | 'restart' | 'delete';

export interface DeskParts extends TillParts {
  readonly book: OrderBook;
  readonly partner: Pick<Partner, 'merchantCode' | 'call'>;
}

const statuses = { stop: 'STOP', restart: 'RESTART', delete: 'DELETE' } as const;

export function createDesk(parts: DeskParts): Desk {
  const { records, settings, time, hub, partner, currency, book } = parts;

  /** The one that was chosen last. */
  function inUse(): DeskCode | undefined {
    const codes = (['desk', 'desk with fee'] as const)
      .flatMap((id) => records.deskCodes.get(id) ?? [])
      .filter(({ isDeleted }) => !isDeleted);
    const chosenAt = ({ chosenAt: at, createdAt }: DeskCode) => at ?? createdAt;
    return codes.sort((left, right) => chosenAt(right) - chosenAt(left))[0];
  }

  function paymentView({ id, amount, wallet, paidAt }: DeskPayment): DeskPaymentView {
    const orderId = records.payments.get(id)?.orderId;
    const [payment] = orderId === undefined ? [] : book.view(book.whole(orderId)).payments;
    return {
      ...{ id, amount, orderTail: id.slice(-4), paidAt: timeText(paidAt) },
      ...(wallet !== undefined && { wallet }),
      ...(payment && { orderId: payment.orderId, refunded: payment.refunded }),
    };
  }

  function view(): DeskCodeView {
    const code = inUse();
    const payments = records.deskPayments.newest({}, { limit: 20 });
    const quietSince = payments[0]?.paidAt ?? code?.createdAt;
    return {
      code: code
        ? {
            qrCode: code.qrCode,
            createdAt: timeText(code.createdAt),
            category: categoryOf(settings),
            isStopped: code.isStopped ?? false,
            ...(code.picture !== undefined && { picture: code.picture }),
            ...(code.fee !== undefined && { fee: code.fee }),
          }
        : null,
      payments: payments.map(paymentView),
      hasNotifications: settings.notifyUrl !== undefined,
      ...(quietSince !== undefined && { quietSince: timeText(quietSince) }),
    };
  }

  function checkFee(fee: string): void {
    const read = parseAmount(fee, currency);
    if (!read || !isPositive(read))
      throw new Refusal('invalid-field', `fee must be an amount in ${currency}`, 'fee');
  }

  return {
    view,
    async make({ fee } = {}) {
      if (fee !== undefined) checkFee(fee);
      const { notifyUrl } = settings;
      const result = await partner.merchantCode(
        codeData(settings, fee),
        notifyUrl === undefined ? {} : { notifyUrl },
      );
      const { qrcode, qrcode_img_url: picture } = replyOf(result);
      if (qrcode === undefined) throw new Refusal('code-refused', 'The gateway answered no code');
      const id = fee === undefined ? 'desk' : 'desk with fee';
      const before = records.deskCodes.get(id);
      const now = time.now();
      const same = before?.qrCode === qrcode ? before : undefined;
      records.deskCodes.put({
        createdAt: now,
        // The gateway has the code with the fee that it was made with.
        ...(fee !== undefined && { fee }),
        ...same,
        ...{ id, qrCode: qrcode, chosenAt: now },
        ...(picture !== undefined && { picture }),
      });
      return view();
    },
    async change(to) {
      const code = known(inUse(), 'no-desk-code', 'This till has no desk code');
      const result = await partner.call('alipay.commerce.qrcode.modifyStatus', {
        biz_type: 'OVERSEASHOPQRCODE',
        qrcode: code.qrCode,
        status: statuses[to],
      });
      replyOf(result);
      records.deskCodes.put({ ...code, isStopped: to === 'stop', isDeleted: to === 'delete' });
      return view();
    },
    notified(notification) {
      const payment = deskPaymentOf(notification, time.now());
      if (!payment || !isOfDesk(notification.extra_common_param, settings.code)) return;
      if (records.deskPayments.get(payment.id)) return;
      keepDeskPayment(parts, payment);
      hub.publish('deskPayment', paymentView(payment));
    },
  };
}

type MerchantCodeResult = Awaited<ReturnType<Partner['merchantCode']>>;

/** Refuses what the gateway refuses, or does not answer. */
function replyOf(result: MerchantCodeResult) {
  if (result.outcome === 'unknown') throw new Refusal('gateway-silent', result.cause.message);
  if (result.outcome === 'refused')
    throw new Refusal('code-refused', `${result.code}: ${result.means}`);
  return result.reply;
}
