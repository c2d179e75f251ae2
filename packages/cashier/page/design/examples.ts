/** A tea house and what may become of its payments, for the page that shows the till's parts. */
import type {
  ConnectionCheckView,
  DeskCodeView,
  DisplayView,
  OrderView,
  PaymentView,
  ReportView,
  TillStatusView,
  TillView,
  ZLineView,
} from '@sampan/cashier/api';

const at = (time: string) => `2026-11-26T${time}+08:00`;
const sum = (count: number, amount: string) => ({ count, amount });
const words = (en: string, zhHant: string, zhHans = zhHant) => ({ en, zhHant, zhHans });
const item = (id: string, name: TillView['shop'], price: string) => ({
  ...{ id, name, price },
  isBestSeller: true,
});

const shop = words('Harbour Tea House', '海傍茶室');
const wallets = [
  { inst: 'ALIPAYHK', name: words('Ferry', '渡') },
  { inst: 'ALIPAYCN', name: words('Lantern', '燈', '灯') },
];

export const tillExample: TillView = {
  asOf: { run: 'example', step: 0 },
  ...{ shop, branch: 'Central', till: 'Till 1', currency: 'HKD', contract: 'hk', wallets },
  items: [
    item('tea', words('Milk tea', '奶茶'), '24.00'),
    item('bun', words('Pineapple bun with butter', '菠蘿油', '菠萝油'), '18.00'),
    item('set', words('Lunch set A', '午餐 A'), '58.00'),
  ],
  ...{ tipPercents: [5, 10, 15], refundMaxAlone: '500.00', historyIsFor: 'everyone' },
  ...{ secondsToPay: 60, hasPrinter: true, printsByItself: false, paper: 80, isSandbox: true },
  session: { cashier: { id: 's1', name: 'Supervisor 1', role: 'supervisor' } },
  shift: { id: 's-1', openedAt: at('09:00:12'), openedBy: 'Cashier 3', float: '500.00' },
};

export const statusExample: TillStatusView = {
  asOf: { run: 'example', step: 0 },
  ...{ at: at('12:04:31'), gateway: { answersInMs: 84 }, printer: 'silent' },
  strip: [
    {
      ...{ orderId: 'o-44', number: '0044', paymentId: 'p-44', amount: '128.00' },
      ...{ state: 'unknown', since: at('11:52:07') },
    },
  ],
};

/** An order with one payment, which is as `change` says. */
function example(
  number: string,
  change: Partial<PaymentView>,
  state: OrderView['state'] = 'open',
): { readonly order: OrderView; readonly payment: PaymentView } {
  const amount = change.amount ?? '46.00';
  const payment: PaymentView = {
    ...{ id: `p-${number}`, orderId: `o-${number}`, kind: 'scan', state: 'waiting', amount },
    ...{ at: at('12:03:40'), cashier: 'Cashier 3', codeTail: '0943', wallet: 'ALIPAYHK' },
    ...{ isOpened: false, needsAcknowledgement: false, refunded: '0.00', left: amount },
    refunds: [],
    trail: [
      { at: at('12:03:41'), call: 'open', result: 'unknown: waiting' },
      { at: at('12:03:49'), call: 'query', result: 'waiting' },
    ],
    ...change,
  };
  const order: OrderView = {
    ...{ id: `o-${number}`, asOf: { run: 'example', step: 0 }, number, state, at: at('12:03:40') },
    ...{ cashier: 'Cashier 3', receipts: 0, payments: [payment] },
    basket: {
      lines: [
        { itemId: 'tea', quantity: 1, price: '24.00' },
        { name: 'Two egg tarts, one of them without sugar', quantity: 1, price: '22.00' },
      ],
    },
    lineAmounts: ['24.00', '22.00'],
    totals: {
      ...{ subtotal: amount, discount: '0.00', tip: '0.00', total: amount, taxes: [] },
      ...{ paid: state === 'paid' ? amount : '0.00', due: state === 'partPaid' ? '20.00' : '0.00' },
    },
  };
  return { order, payment };
}

const paid: Partial<PaymentView> = {
  ...{ state: 'paid', paidAt: at('12:03:58'), buyer: '+852-****4567' },
  tradeId: '2026112676854058000003118464',
};
const refused = { state: 'notPaid', why: 'refused' } as const;
const unknown = { state: 'unknown', unknownSince: at('12:04:41') } as const;

export const paymentExamples = {
  sending: example('0047', { state: 'begun', trail: [] }, 'paying'),
  waiting: example('0048', {}, 'paying'),
  code: example(
    '0049',
    { kind: 'show', qrCode: 'https://qr.example/281234567890123456' },
    'paying',
  ),
  opened: example(
    '0050',
    {
      kind: 'show',
      qrCode: 'https://qr.example/281234567890123457',
      isOpened: true,
      buyer: '+852-****4567',
    },
    'paying',
  ),
  cancelling: example('0051', { state: 'cancelling' }, 'paying'),
  unknownGateway: example('0052', { ...unknown, silent: 'gateway' }, 'unknown'),
  unknownCustomer: example('0053', { ...unknown, silent: 'customer', amount: '128.00' }, 'unknown'),
  paid: example('0054', paid, 'paid'),
  paidLong: example('0055', { ...paid, wallet: 'ALIPAYCN', amount: '999999.90' }, 'paid'),
  partPaid: example('0056', { ...paid, amount: '26.00' }, 'partPaid'),
  cash: example('0057', { ...paid, kind: 'cash', given: '50.00', change: '4.00' }, 'paid'),
  refusedBalance: example('0058', {
    ...{ ...refused, code: 'BUYER_BALANCE_NOT_ENOUGH', text: 'balance-not-enough' },
  }),
  cancelled: example('0060', { state: 'notPaid', why: 'cancelled', cancelledBy: 'cashier' }),
  timeOver: example('0061', { state: 'notPaid', why: 'cancelled', cancelledBy: 'time' }),
} as const;

/** The last five: one of each outcome. */
export const recentExample: readonly OrderView[] = [
  paymentExamples.waiting.order,
  paymentExamples.unknownGateway.order,
  paymentExamples.paid.order,
  paymentExamples.refusedBalance.order,
  { ...paymentExamples.cancelled.order, number: '0044' },
];

export const reportExample: ReportView = {
  ...{ shiftId: 's-1', openedAt: at('09:00:12'), until: at('21:30:02') },
  payments: sum(186, '11642.50'),
  wallets: [
    { inst: 'ALIPAYHK', ...sum(151, '9210.00') },
    { inst: 'ALIPAYCN', ...sum(35, '2432.50') },
  ],
  ...{ refunds: sum(4, '322.00'), walletsNet: '11320.50', cancels: sum(1, '46.00') },
  otherwise: { ...sum(71, '3180.00'), cash: sum(58, '2605.00'), card: sum(13, '575.00') },
  otherwiseRefunds: { cash: sum(0, '0.00'), card: sum(0, '0.00') },
  ...{ tips: sum(22, '214.00'), discounts: sum(9, '96.50'), taxes: [] },
  drawer: {
    ...{ float: '500.00', in: '200.00', out: '50.00', openings: 2 },
    ...{ expected: '3255.00', counted: '3250.00', difference: '-5.00' },
  },
  ...{ discrepancies: [], stillUnknown: [], cashiers: [] },
};

export const zExamples: readonly ZLineView[] = [
  {
    ...{ number: '0147', day: '2026-11-26', closedAt: at('21:30:02'), walletsNet: '11320.50' },
    verdict: { is: 'awaited', expectedAt: '2026-11-27T01:00:00Z', breaks: [] },
  },
  {
    ...{ number: '0146', day: '2026-11-25', closedAt: at('21:30:02'), walletsNet: '10418.00' },
    verdict: { is: 'equal', rows: 173, breaks: [] },
  },
  {
    ...{ number: '0145', day: '2026-11-24', closedAt: at('21:30:02'), walletsNet: '9870.00' },
    verdict: {
      ...{ is: 'equal', rows: 161, breaks: [] },
      payout: { settledAt: at('04:00:00'), fee: '78.96', net: '9791.04', missing: 0 },
    },
  },
  {
    ...{ number: '0144', day: '2026-11-23', closedAt: at('21:30:02'), walletsNet: '8230.00' },
    verdict: {
      ...{ is: 'breaks', breaks: [{ kind: 'amount', id: '0139', amount: '62.00' }] },
      payout: { settledAt: at('04:00:00'), fee: '65.84', net: '8102.16', missing: 1 },
    },
  },
];

const code = {
  ...{ qrCode: 'https://qr.example/desk/1kq7', createdAt: at('09:00:00'), category: '5812' },
  isStopped: false,
};
const deskCode = { payments: [], hasNotifications: true };

export const deskExamples: Readonly<Record<string, DeskCodeView>> = {
  'in use': { ...deskCode, code },
  'with a fee, out of reach': {
    ...deskCode,
    code: { ...code, fee: '2.00' },
    hasNotifications: false,
  },
  stopped: { ...deskCode, code: { ...code, isStopped: true } },
  none: { ...deskCode, code: null },
};

export const checkExamples: Readonly<Record<string, ConnectionCheckView>> = {
  'all right': {
    steps: [
      { step: 'order', is: 'right' },
      { step: 'other-amount', is: 'right' },
      { step: 'cancel', is: 'right' },
    ],
  },
  'wrong, silent': {
    steps: [
      { step: 'order', is: 'wrong', said: 'ILLEGAL_SIGN' },
      { step: 'other-amount', is: 'silent' },
    ],
  },
};

const display: DisplayView = {
  ...{ is: 'idle', shop, wallets: wallets.map(({ name }) => name), currency: 'HKD' },
  ...{ lines: [], isOpened: false },
};
const filled: DisplayView = {
  ...{ ...display, number: '0047', total: '46.00', amount: '46.00' },
  lines: [
    { itemId: 'tea', name: 'Milk tea', quantity: 2, amount: '48.00' },
    { name: 'Pineapple bun with butter', quantity: 1, amount: '18.00' },
  ],
  discount: '20.00',
};

export const displayExamples: readonly DisplayView[] = [
  display,
  { ...filled, is: 'basket' },
  { ...filled, is: 'code', qrCode: 'https://qr.example/281234567890123456' },
  { ...filled, is: 'confirm' },
  { ...filled, is: 'wait' },
  { ...filled, is: 'paid' },
  { ...filled, is: 'notPaid' },
  { ...filled, is: 'refunded' },
];
