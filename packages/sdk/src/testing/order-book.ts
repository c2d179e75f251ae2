import {
  compactTime,
  exceeds,
  instant,
  isCurrency,
  isZero,
  parseAmount,
  subtract,
} from '@sampan/primitives';

/** One order of the gateway in memory. */
export interface BookedOrder {
  readonly id: string;
  /** The gateway's id of the trade. */
  readonly tradeId: string;
  readonly amount: string;
  readonly status: 'waiting' | 'paid' | 'closed';
  /** Milliseconds since 1970. */
  readonly paidAt?: number;
  /** How often the buyer was charged for it. */
  readonly charges: number;
  /** Whether all the money went back. */
  readonly isReturned: boolean;
  /** Whether a cancel came before the order. */
  readonly isTombstone: boolean;
}

/** A refund as it is asked for. */
export interface Refund {
  readonly amount: string;
  readonly currency: string;
}

/** What the gateway answers: fields of a signed reply. */
export type Fields = Readonly<Record<string, string>>;

/**
 * The orders of a gateway in memory, with the rules that matter to a merchant: an id is one order,
 * a cancelled id cannot be paid later, and a repeat gets the first result.
 */
export class OrderBook {
  readonly #orders = new Map<string, BookedOrder>();
  /** By order, then by the merchant's id of the refund. */
  readonly #refunds = new Map<string, Map<string, Refund>>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  find(id: string): BookedOrder | undefined {
    return this.#orders.get(id);
  }

  all(): readonly BookedOrder[] {
    return [...this.#orders.values()];
  }

  /** A payment with a code. `asks`: the buyer has to confirm it first. */
  pay(id: string, amount: string, asks: boolean): Fields {
    const before = this.find(id);
    if (!before) {
      const order = this.#open(id, amount);
      if (asks) return { partner_trans_id: id, result_code: 'UNKNOW' };
      this.#change(order, { status: 'paid', charges: 1, paidAt: this.#now() });
      return this.#paid(id, amount);
    }
    if (before.status === 'closed') return refused('TRADE_HAS_CLOSE', id);
    if (before.amount !== amount) return refused('CONTEXT_INCONSISTENT', id);
    return before.status === 'paid'
      ? this.#paid(id, amount)
      : { partner_trans_id: id, result_code: 'UNKNOW' };
  }

  /** An order whose code is shown. */
  precreate(id: string, amount: string): Fields {
    const before = this.find(id);
    if (before && before.status !== 'waiting') {
      const code = before.status === 'paid' ? 'TRADE_HAS_SUCCESS' : 'TRADE_HAS_CLOSE';
      return { out_trade_no: id, result_code: 'FAIL', detail_error_code: code };
    }
    if (!before) this.#open(id, amount);
    const qr_code = `https://pay.example/q/${id}`;
    return { out_trade_no: id, result_code: 'SUCCESS', voucher_type: 'qrcode', qr_code };
  }

  /** The buyer confirms, or scans the code and pays; nothing happens to an order that is over. */
  confirm(id: string): void {
    const order = this.find(id);
    if (order?.status !== 'waiting') return;
    this.#change(order, { status: 'paid', charges: order.charges + 1, paidAt: this.#now() });
  }

  /** The gateway closes an order that was not paid in time. */
  expire(id: string): void {
    const order = this.find(id);
    if (order?.status === 'waiting') this.#change(order, { status: 'closed' });
  }

  query(id: string): Fields {
    const order = this.find(id);
    if (!order || order.isTombstone) {
      return { ...refused('TRADE_NOT_EXIST', id), result_code: 'FAIL' };
    }
    const alipay_trans_status = statuses[order.status];
    const { amount: trans_amount, tradeId: alipay_trans_id } = order;
    const known = { partner_trans_id: id, result_code: 'SUCCESS', alipay_trans_id, trans_amount };
    return { ...known, alipay_trans_status, ...this.#payTime(id) };
  }

  /** `isLate`: the day of the trade is over. */
  cancel(id: string, isLate: boolean): Fields {
    const order = this.find(id);
    const unknown = { out_trade_no: id, result_code: 'SUCCESS', retry_flag: 'N' };
    if (!order) {
      this.#change({ ...this.#open(id, '0'), isTombstone: true }, { status: 'closed' });
      return unknown;
    }
    const done = { ...unknown, ...(!order.isTombstone && { trade_no: order.tradeId }) };
    if (order.status === 'closed') return done;
    if (order.status === 'waiting') {
      this.#change(order, { status: 'closed' });
      return { ...done, action: 'close' };
    }
    if (isLate) {
      const detail_error_code = 'TRADE_CANCEL_TIME_OUT';
      return { ...done, result_code: 'FAIL', detail_error_code };
    }
    this.#change(order, { status: 'closed', isReturned: true });
    return { ...done, action: 'refund' };
  }

  /** A part or all goes back; the order is closed when nothing is left. */
  refund(id: string, refundId: string, { amount, currency }: Refund): Fields {
    const order = this.find(id);
    const names = { partner_trans_id: id, partner_refund_id: refundId };
    const refuse = (code: string) => ({ ...refused(code, id), ...names, result_code: 'FAIL' });
    if (!order?.charges) return refuse('TRADE_NOT_EXIST');
    const refunds = this.#refunds.get(id) ?? new Map<string, Refund>();
    const before = refunds.get(refundId);
    if (before && before.amount !== amount) return refuse('CONTEXT_INCONSISTENT');
    if (!before) {
      if (order.status === 'closed') return refuse('TRADE_HAS_CLOSE');
      const paid = isCurrency(currency) && parseAmount(order.amount, currency);
      if (!paid) return refuse('INVALID_PARAMETER');
      let left = paid;
      for (const refund of [...refunds.values(), { amount }]) {
        const part = parseAmount(refund.amount, paid.currency);
        if (!part || exceeds(part, left)) return refuse('RETURN_AMOUNT_EXCEED');
        left = subtract(left, part);
      }
      this.#refunds.set(id, refunds.set(refundId, { amount, currency }));
      if (isZero(left)) this.#change(order, { status: 'closed', isReturned: true });
    }
    return { ...names, result_code: 'SUCCESS', refund_amount: amount, currency };
  }

  #open(id: string, amount: string): BookedOrder {
    const none = { charges: 0, isReturned: false, isTombstone: false };
    const day = compactTime(instant(this.#now())).slice(0, 8);
    const tradeId = `${day}${String(this.#orders.size + 1).padStart(20, '0')}`;
    const order: BookedOrder = { id, tradeId, amount, status: 'waiting', ...none };
    this.#orders.set(id, order);
    return order;
  }

  #change(order: BookedOrder, change: Partial<BookedOrder>): void {
    this.#orders.set(order.id, { ...order, ...change });
  }

  #payTime(id: string): Fields {
    const paidAt = this.find(id)?.paidAt;
    return paidAt === undefined ? {} : { alipay_pay_time: compactTime(instant(paidAt)) };
  }

  #paid(id: string, trans_amount: string): Fields {
    const alipay_trans_id = this.find(id)?.tradeId ?? '';
    const known = { partner_trans_id: id, result_code: 'SUCCESS', trans_amount };
    return { ...known, alipay_trans_id, ...this.#payTime(id) };
  }
}

const statuses = { waiting: 'WAIT_BUYER_PAY', paid: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED' };

const refused = (error: string, id: string): Fields => ({
  error,
  partner_trans_id: id,
  result_code: 'FAILED',
});
