/** What a coffee shop's till has: its items, cashiers, and payments as they look. */
import type {
  ListedCashierView,
  OrderView,
  PaymentView,
  ReportView,
  TillStatusView,
  TillView,
  ZLineView,
} from '@sampan/cashier/api';

/** The same, to be changed by a test. */
export type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

const now = () => new Date().toISOString();
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export const cashiers: readonly ListedCashierView[] = [
  { id: 'c3', name: 'Cashier 3', role: 'cashier', triesLeft: 5 },
  { id: 'c5', name: 'Cashier 5', role: 'cashier', triesLeft: 5 },
  { id: 's1', name: 'Supervisor 1', role: 'supervisor', triesLeft: 5 },
];

const item = (id: string, en: string, zhHant: string, zhHans: string, price: string) => ({
  id,
  name: { en, zhHant, zhHans },
  price,
  isBestSeller: true,
  barcode: id === 'flat' ? '4891028164395' : '96385074',
});

export function startTill(): Mutable<TillView> {
  return {
    asOf: { run: 'fake', step: 0 },
    shop: { en: 'Harbour Coffee', zhHant: '海傍咖啡', zhHans: '海傍咖啡' },
    branch: 'Central',
    till: 'Till 1',
    currency: 'HKD',
    contract: 'hk',
    wallets: [
      { inst: 'ALIPAYHK', name: { en: 'Ferry', zhHant: '渡', zhHans: '渡' } },
      { inst: 'ALIPAYCN', name: { en: 'Lantern', zhHant: '灯', zhHans: '灯' } },
    ],
    items: [
      item('flat', 'Flat white', '奶白咖啡', '奶白咖啡', '28.00'),
      item('milk', 'Milk tea', '奶茶', '奶茶', '24.00'),
      item('long', 'Long black', '長黑咖啡', '长黑咖啡', '22.00'),
      item('bun', 'Pineapple bun with butter', '菠蘿油', '菠萝油', '18.00'),
      item('tart', 'Egg tart', '蛋撻', '蛋挞', '9.50'),
      item('set', 'Lunch set A', '午餐 A', '午餐 A', '58.00'),
    ],
    tipPercents: [5, 10, 15],
    refundMaxAlone: '500.00',
    historyIsFor: 'everyone',
    secondsToPay: 60,
    hasPrinter: true,
    printsByItself: false,
    paper: 80,
    isSandbox: false,
    session: { cashier: { id: 'c3', name: 'Cashier 3', role: 'cashier' } },
    shift: { id: 's-1', openedAt: ago(186), openedBy: 'Cashier 3', float: '500.00' },
  };
}

export const startStatus = (): Mutable<TillStatusView> => ({
  asOf: { run: 'fake', step: 0 },
  at: now(),
  gateway: { answersInMs: 84 },
  printer: 'ready',
  strip: [],
});

export const newOrder = (id: string, number: string): Mutable<OrderView> => ({
  id,
  asOf: { run: 'fake', step: 0 },
  number,
  state: 'open',
  at: now(),
  cashier: 'Cashier 3',
  basket: { lines: [] },
  lineAmounts: [],
  totals: {
    subtotal: '0.00',
    discount: '0.00',
    tip: '0.00',
    total: '0.00',
    taxes: [],
    paid: '0.00',
    due: '0.00',
  },
  payments: [],
  receipts: 0,
});

export function newPayment(
  id: string,
  orderId: string,
  how: string,
  amount: string,
  body: Readonly<Record<string, unknown>> = {},
): Mutable<PaymentView> {
  const code = body['code'];
  const kind = how === 'otherwise' ? (body['method'] === 'card' ? 'card' : 'cash') : how;
  return {
    id,
    orderId,
    kind: kind === 'show' ? 'show' : kind === 'scan' ? 'scan' : kind === 'card' ? 'card' : 'cash',
    state: how === 'otherwise' ? 'paid' : 'waiting',
    amount,
    at: now(),
    cashier: 'Cashier 3',
    deadlineAt: new Date(Date.now() + 60_000).toISOString(),
    ...(typeof code === 'string' && { codeTail: code.slice(-4), wallet: 'ALIPAYHK' }),
    ...(how === 'show' && { qrCode: 'https://qr.example/281234567890123456' }),
    isOpened: false,
    trail: [
      { at: now(), call: 'open', result: 'unknown: waiting' },
      { at: now(), call: 'query', result: 'waiting' },
    ],
    needsAcknowledgement: false,
    refunded: '0.00',
    left: amount,
    refunds: [],
  };
}

/** The payments of this morning, newest last, as the mock-ups have them. */
export function morning(): readonly Mutable<OrderView>[] {
  const paid = (number: string, minutes: number, amount: string, wallet: string, tail: string) => {
    const order = newOrder(`order-${number}`, number);
    const payment: Mutable<PaymentView> = {
      ...newPayment(`pay-${number}`, order.id, 'scan', amount),
      state: 'paid',
      at: ago(minutes),
      paidAt: ago(minutes),
      wallet,
      buyer: `+852-****${tail}`,
      tradeId: '2026112676854058000003118464',
    };
    return {
      ...order,
      state: 'paid' as const,
      payments: [payment],
      basket: { lines: [{ itemId: 'flat', quantity: 1, price: amount }] },
      lineAmounts: [amount],
      totals: { ...order.totals, total: amount, paid: amount },
    };
  };
  const refunded = paid('0041', 17, '28.00', 'ALIPAYHK', '2210');
  const closed = paid('0044', 12, '72.00', 'ALIPAYHK', '1111');
  return [
    { ...refunded, state: 'refunded' },
    paid('0043', 23, '62.00', 'ALIPAYHK', '8862'),
    {
      ...closed,
      state: 'open',
      payments: closed.payments.map((payment) => ({
        ...payment,
        state: 'notPaid',
        why: 'cancelled',
      })),
    },
    paid('0045', 6, '124.50', 'ALIPAYCN', '0921'),
    paid('0046', 2, '38.00', 'ALIPAYHK', '7731'),
  ];
}

const sum = (count: number, amount: string) => ({ count, amount });

export const report: ReportView = {
  shiftId: 's-1',
  openedAt: ago(780),
  until: now(),
  payments: sum(186, '11642.50'),
  wallets: [
    { inst: 'ALIPAYHK', count: 151, amount: '9210.00' },
    { inst: 'ALIPAYCN', count: 35, amount: '2432.50' },
  ],
  refunds: sum(4, '322.00'),
  walletsNet: '11274.50',
  cancels: sum(1, '46.00'),
  otherwise: { ...sum(71, '3180.00'), cash: sum(58, '2605.00'), card: sum(13, '575.00') },
  otherwiseRefunds: { cash: sum(0, '0.00'), card: sum(0, '0.00') },
  tips: sum(22, '214.00'),
  discounts: sum(9, '96.50'),
  taxes: [],
  drawer: {
    float: '500.00',
    in: '0.00',
    out: '0.00',
    expected: '2605.00',
    counted: '2600.00',
    difference: '-5.00',
    openings: 2,
  },
  discrepancies: [
    {
      orderId: 'o',
      number: '0112',
      paymentId: 'p',
      amount: '128.00',
      at: ago(500),
      by: 'Supervisor 1',
      reason: 'customer left',
    },
  ],
  stillUnknown: [],
  cashiers: [
    {
      cashierId: 'c3',
      name: 'Cashier 3',
      payments: 112,
      wallets: '6980.00',
      cash: '1540.00',
      card: '300.00',
      refunds: '0.00',
      counted: '1540.00',
      difference: '0.00',
    },
    {
      cashierId: 'c5',
      name: 'Cashier 5',
      payments: 74,
      wallets: '4294.50',
      cash: '1065.00',
      card: '275.00',
      refunds: '0.00',
      counted: '1060.00',
      difference: '-5.00',
    },
  ],
};

export const zLines: readonly ZLineView[] = [
  {
    number: '0147',
    day: '2026-11-26',
    closedAt: now(),
    walletsNet: '11274.50',
    verdict: { is: 'awaited', expectedAt: '2026-11-27T01:00:00Z', breaks: [] },
  },
  {
    number: '0146',
    day: '2026-11-25',
    closedAt: now(),
    walletsNet: '10418.00',
    verdict: { is: 'equal', rows: 173, breaks: [] },
  },
  {
    number: '0144',
    day: '2026-11-23',
    closedAt: now(),
    walletsNet: '8230.00',
    verdict: { is: 'breaks', breaks: [{ kind: 'amount', id: '0139', amount: '62.00' }] },
  },
];
