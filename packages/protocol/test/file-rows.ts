/** Rows and chance for the tests of the files. */
import { compare, instant, type Money, money, rate } from '@sampan/primitives';
import {
  type Arbitrary,
  bigInt,
  constantFrom,
  integer,
  oneof,
  record,
  string,
  tuple,
} from 'fast-check';
import { plainCell } from '../src/files/cells.ts';
import type { RowKind, SettlementFileRow } from '../src/index.ts';

/** `2024-03-04 10:45:42`, GMT+8. */
export const at = (text: string) => instant(Date.parse(`${text.replace(' ', 'T')}+08:00`));

/** The coffee of 14 §3.3. */
export const coffee: SettlementFileRow = {
  kind: 'payment',
  partnerTransId: 'P-1',
  partnerRefundId: undefined,
  tradeId: '2024030421001000000000000001',
  amount: money('HKD', 10_000n),
  fee: money('HKD', 60n),
  amountCny: undefined,
  feeCny: undefined,
  rate: undefined,
  at: at('2024-03-04 10:45:42'),
  remark: '',
  industry: '5812',
  merchantName: 'Harbour Coffee',
  merchantId: 'M_1',
  operatorName: 'Harbour Coffee Central',
  orderScene: 'paymentQrCode',
  price: money('HKD', 10_000n),
  priceRate: rate('1'),
  issue: 'ALIPAYHK',
  settledAt: at('2024-03-05 15:46:00'),
};

const id = string({ unit: constantFrom(...'aZ09-_~!#:,'), minLength: 1, maxLength: 64 });
const hostile = oneof(
  string({ unit: 'binary', maxLength: 20 }),
  string({ unit: constantFrom(...'a|\t\r\n \u0000\u0085\u2028茶é😀"\\,'), maxLength: 20 }),
);
const amountOf = (currencies: readonly Money['currency'][]): Arbitrary<Money> =>
  tuple(constantFrom(...currencies), bigInt({ min: 0n, max: 99_999_999_999n })).map(
    ([currency, minor]) => money(currency, minor),
  );
const rateText = tuple(integer({ min: 0, max: 99_999 }), integer({ min: 0, max: 99_999_999 })).map(
  ([whole, part]) => rate(`${whole}.${String(part).padStart(8, '0')}`),
);
const moment = integer({ min: 1_300_000_000, max: 4_000_000_000 }).map((second) =>
  instant(second * 1_000),
);

/** Any row that can be written under both contracts. */
export const anyRow: Arbitrary<SettlementFileRow> = record({
  kind: constantFrom<RowKind>('payment', 'refund', 'cancel', 'reversal'),
  partnerTransId: id.map((text) => `P${text}`),
  partnerRefundId: id.map((text) => `R${text}`),
  tradeId: integer({ min: 0, max: 999_999_999 }).map((n) => `2024030421001000000${n + 1e9}`),
  amount: amountOf(['HKD', 'USD', 'JPY', 'KRW', 'CNY']),
  feeMinor: bigInt({ min: 0n, max: 9_999_999n }),
  amountCny: amountOf(['CNY']),
  feeCny: amountOf(['CNY']),
  rate: rateText,
  at: moment,
  remark: hostile,
  industry: constantFrom('', '5812'),
  merchantName: hostile,
  merchantId: hostile,
  operatorName: hostile,
  orderScene: constantFrom('shopQrCode', 'paymentQrCode', 'transactionQrCode'),
  price: amountOf(['HKD', 'TWD', 'JPY', 'KRW']),
  priceRate: rateText,
  issue: constantFrom('ALIPAYCN', 'ALIPAYHK'),
  settledAt: moment,
}).map(({ feeMinor, feeCny, partnerRefundId, ...row }) => ({
  ...row,
  partnerRefundId: row.kind === 'refund' ? partnerRefundId : undefined,
  fee: money(row.amount.currency, feeMinor),
  // A fee below the amount is below it in CNY too, since both are converted at one rate.
  feeCny: feeMinor < row.amount.minor ? lesser(feeCny, row.amountCny) : feeCny,
}));

const lesser = (left: Money, right: Money): Money => (compare(left, right) < 0 ? left : right);

/** What both files say of a row, written down once more by hand. */
export const saidOf = (contract: 'hk' | 'global', row: SettlementFileRow) => ({
  kind: row.kind,
  partnerTransactionId: row.partnerRefundId ?? row.partnerTransId,
  transactionId: row.tradeId,
  amount: row.amount,
  fee: row.fee,
  at: row.at,
  remark: plainCell(row.remark),
  industry: row.industry,
  merchantName: plainCell(row.merchantName),
  merchantId: contract === 'hk' ? plainCell(row.merchantId) : undefined,
  operatorName: plainCell(row.operatorName),
  orderScene: row.orderScene,
  price: row.price,
  priceRate: shortest(row.priceRate),
  issue: contract === 'hk' ? row.issue : undefined,
});

/** A rate as its shortest text reads back. */
function shortest({ numerator, scale }: SettlementFileRow['priceRate']) {
  let rest = { numerator, scale };
  while (rest.scale > 0 && rest.numerator % 10n === 0n) {
    rest = { numerator: rest.numerator / 10n, scale: rest.scale - 1 };
  }
  return rest;
}
