/** The receipt of an order, of a refund, and a Z on paper. Pure. */
import type { OrderView, PaymentView, RefundView, ZView } from '../api/index.ts';
import type { TillSettings } from '../settings.ts';
import type { Language, ReceiptLine } from './line.ts';
import { type ReceiptWord, receiptWord } from './words.ts';

export interface ReceiptOptions {
  readonly settings: Pick<
    TillSettings,
    'shop' | 'branch' | 'till' | 'currency' | 'wallets' | 'items'
  >;
  readonly language: Language;
  readonly isCopy: boolean;
}

const rule: ReceiptLine = { is: 'rule' };
const pair = (left: string, right: string): ReceiptLine => ({ is: 'pair', left, right });
const centered = (text: string): ReceiptLine => ({ is: 'text', text, align: 'center' });

/** `2026-11-26T12:04:31+08:00` is a day and a time. */
const dayOf = (at: string): string => at.slice(0, 10);
const timeOf = (at: string): string => at.slice(11, 19);

function head({ settings, isCopy, language }: ReceiptOptions): readonly ReceiptLine[] {
  const { shop, branch } = settings;
  const second = language === 'zhHans' ? shop.zhHans : shop.zhHant;
  return [
    { is: 'text', text: shop.en, align: 'center', size: 'large', isBold: true },
    ...(second === shop.en ? [] : [centered(second)]),
    ...(branch === undefined ? [] : [centered(branch)]),
    ...(isCopy
      ? [
          {
            is: 'text',
            text: receiptWord('copy', language),
            align: 'center',
            isBold: true,
          } as const,
        ]
      : []),
    rule,
  ];
}

export function orderReceipt(order: OrderView, options: ReceiptOptions): readonly ReceiptLine[] {
  const { settings, language } = options;
  const word = (name: ReceiptWord): string => receiptWord(name, language);
  const { totals } = order;
  const isPaid = order.state !== 'open' && order.state !== 'paying' && order.state !== 'unknown';
  const paid = order.payments.filter(({ state }) => state === 'paid');
  const parts = Number(totals.discount) !== 0 || Number(totals.tip) !== 0;
  return [
    ...head(options),
    pair(`${word('order')} ${order.number}`, `${settings.till} / ${order.cashier}`),
    pair(dayOf(order.at), timeOf(order.at)),
    rule,
    ...order.basket.lines.map(({ itemId, name, quantity }, index) => {
      const item = settings.items.find(({ id }) => id === itemId);
      const text = item?.name[language] ?? name ?? word('amount');
      return pair(quantity === 1 ? text : `${text} x ${quantity}`, order.lineAmounts[index] ?? '');
    }),
    ...(parts ? [rule] : []),
    ...(Number(totals.discount) === 0 ? [] : [pair(word('discount'), `-${totals.discount}`)]),
    ...(Number(totals.tip) === 0 ? [] : [pair(word('tip'), totals.tip)]),
    rule,
    { is: 'pair', left: settings.currency, right: totals.total, size: 'large' },
    ...totals.taxes.map(({ rate, included }) =>
      pair(`${word('taxIncluded')} ${percentOf(rate)}%`, included),
    ),
    rule,
    ...(isPaid && paid.length > 0
      ? []
      : [{ is: 'text', text: word('notPaid'), align: 'center', isBold: true } as const]),
    ...paid.flatMap((payment) => paymentLines(payment, options)),
    { is: 'space' },
    { is: 'code', text: order.id },
    centered(word('keep')),
    { is: 'text', text: word('thanks'), align: 'center', isBold: true },
  ];
}

/** `0.08` is 8. */
const percentOf = (rate: string): string => String(Number((Number(rate) * 100).toFixed(2)));

function paymentLines(
  payment: PaymentView,
  { settings, language }: ReceiptOptions,
): readonly ReceiptLine[] {
  const word = (name: ReceiptWord): string => receiptWord(name, language);
  const { kind, wallet = '', tradeId, given, change, refunds } = payment;
  const name = settings.wallets.find(({ inst }) => inst === wallet)?.name[language] ?? wallet;
  const how = kind === 'cash' || kind === 'card' ? word(kind) : name;
  return [
    pair(`${word('paidWith')} ${how}`, payment.amount),
    ...(given === undefined ? [] : [pair(word('given'), given)]),
    ...(change === undefined ? [] : [pair(word('change'), change)]),
    ...(tradeId === undefined ? [] : [pair(word('trade'), tradeId)]),
    ...refunds
      .filter(({ state }) => state === 'refunded' || state === 'accepted')
      .map(({ amount }) => pair(word('refunded'), `-${amount}`)),
  ];
}

export function refundReceipt(
  order: OrderView,
  refund: RefundView,
  options: ReceiptOptions,
): readonly ReceiptLine[] {
  const { settings, language } = options;
  const word = (name: ReceiptWord): string => receiptWord(name, language);
  return [
    ...head(options),
    { is: 'text', text: word('refund'), align: 'center', size: 'large', isBold: true },
    pair(`${word('order')} ${order.number}`, `${settings.till} / ${refund.cashier}`),
    pair(dayOf(refund.at), timeOf(refund.at)),
    rule,
    { is: 'pair', left: settings.currency, right: `-${refund.amount}`, size: 'large' },
    rule,
    pair(word('reason'), refund.reason),
    pair(word('trade'), refund.id),
  ];
}

export function zReceipt(z: ZView, options: ReceiptOptions): readonly ReceiptLine[] {
  const { settings, language } = options;
  const word = (name: ReceiptWord): string => receiptWord(name, language);
  const figure = (name: ReceiptWord, count: number, amount: string): ReceiptLine =>
    pair(`${word(name)}  ${count}`, amount);
  const { drawer } = z;
  return [
    ...head(options),
    { is: 'text', text: `Z ${z.number}`, align: 'center', size: 'large', isBold: true },
    centered(`${dayOf(z.until)} ${timeOf(z.until)} GMT+8`),
    centered(`${word('shift')} ${timeOf(z.openedAt)} - ${timeOf(z.until)}`),
    rule,
    figure('payments', z.payments.count, z.payments.amount),
    ...z.wallets.map(({ inst, count, amount }) => {
      const name = settings.wallets.find((wallet) => wallet.inst === inst)?.name[language] ?? '';
      return pair(`  ${name} ${inst}  ${count}`, amount);
    }),
    figure('refunds', z.refunds.count, `-${z.refunds.amount}`),
    figure('cancelled', z.cancels.count, z.cancels.amount),
    rule,
    pair(word('walletsNet'), z.walletsNet),
    rule,
    figure('otherwise', z.otherwise.count, z.otherwise.amount),
    pair(`  ${word('cash')}  ${z.otherwise.cash.count}`, z.otherwise.cash.amount),
    pair(`  ${word('card')}  ${z.otherwise.card.count}`, z.otherwise.card.amount),
    figure('tips', z.tips.count, z.tips.amount),
    figure('discounts', z.discounts.count, `-${z.discounts.amount}`),
    ...z.taxes.map(({ rate, included }) =>
      pair(`${word('taxIncluded')} ${percentOf(rate)}%`, included),
    ),
    rule,
    pair(word('expected'), drawer.expected ?? ''),
    pair(word('counted'), drawer.counted ?? ''),
    pair(word('difference'), drawer.difference ?? ''),
    pair(word('openings'), String(drawer.openings)),
    rule,
    pair(word('discrepancies'), String(z.discrepancies.length)),
    ...z.discrepancies.map(({ number, amount, reason }) => pair(`  ${number} ${reason}`, amount)),
    ...z.stillUnknown.map(({ number, amount }) =>
      pair(`  ${word('stillUnknown')} ${number}`, amount),
    ),
    rule,
    ...z.cashiers.map(({ name, payments, wallets }) => pair(`${name}  ${payments}`, wallets)),
    rule,
    centered(word('cannotChange')),
    centered(z.digest.slice(0, 16)),
  ];
}
