/**
 * Goal: the settlement file matches the document byte for byte, and can be read back.
 * Method: the document's example and arithmetic, the signs of other writers, and a property through
 * writer and reader.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { money, rate, subtract, zero } from '@sampan/primitives';
import { array, constantFrom, property as forAll, assert as property } from 'fast-check';
import { anyRow, at, coffee, saidOf } from '../../test/file-rows.ts';
import {
  type Contract,
  readSettlementFile,
  type SettlementFileRow,
  settlementColumnLine,
  settlementLine,
} from '../index.ts';

const written = (contract: Contract, rows: readonly SettlementFileRow[]): string =>
  [settlementColumnLine(contract), ...rows.map((row) => settlementLine(contract, row))]
    .map((line) => `${line}\n`)
    .join('');

const records = (text: string) => {
  const read = readSettlementFile(text);
  assert.ok(read.ok, read.ok ? '' : `line ${read.problem.line}: ${read.problem.reason}`);
  return read.value.records;
};
const fault = (text: string): string => {
  const read = readSettlementFile(text);
  return read.ok ? 'ok' : `${read.problem.line}: ${read.problem.reason}`;
};

const refund: SettlementFileRow = {
  ...coffee,
  kind: 'refund',
  partnerRefundId: 'R-1',
  amount: money('HKD', 4_000n),
  fee: money('HKD', 24n),
  at: at('2024-03-04 11:02:10'),
  remark: 'Refund',
  price: money('HKD', 4_000n),
};

/** 14 §4.4. */
const example = `Partner_transaction_id|Transaction_id|Amount|Fee|Settlement|Currency|Payment_time|Settlement_time|Type|Status|Remarks|Secondary_merchant_industry|Secondary_merchant_name|Secondary_merchant_id|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate|Issue
P-1|2024030421001000000000000001|100.00|0.60|99.40|HKD|2024-03-04 10:45:42|2024-03-05 15:46:00|P|L||5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|100.00|1|ALIPAYHK
R-1|2024030421001000000000000001|40.00|0.24|39.76|HKD|2024-03-04 11:02:10|2024-03-05 15:46:00|R|L|Refund|5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|40.00|1|ALIPAYHK
`;

/** The published row of 14 §4.3. */
const australian: SettlementFileRow = {
  ...coffee,
  amount: money('AUD', 36_930n),
  fee: money('AUD', 222n),
  amountCny: money('CNY', 200_138n),
  feeCny: money('CNY', 1_201n),
  rate: rate('5.4194'),
  at: at('2017-08-02 07:36:46'),
  settledAt: at('2017-08-03 15:46:00'),
  orderScene: 'shopQrCode',
  price: money('AUD', 36_930n),
  issue: 'ALIPAYCN',
};

test('the example of the document is written byte for byte', () => {
  assert.equal(written('hk', [coffee, refund]), example);
});

test('the published row has 21 columns, and its net CNY is not its net amount at the rate', () => {
  const names = settlementColumnLine('global').split('|');
  assert.equal(names.length, 21);
  assert.deepEqual(
    names.slice(0, 9),
    'Partner_transaction_id|Transaction_id|Amount|Rmb_amount|Fee|Settlement|Rmb_settlement|Currency|Rate'.split(
      '|',
    ),
  );
  assert.equal(
    settlementLine('global', australian),
    'P-1|2024030421001000000000000001|369.30|2001.38|2.22|367.08|1989.37|AUD|5.41940000|' +
      '2017-08-02 07:36:46|2017-08-03 15:46:00|P|L||5812|Harbour Coffee|Harbour Coffee Central|' +
      'shopQrCode|AUD|369.30|1',
  );
});

test('a payment that was not charged in CNY leaves those cells empty, and reads back', () => {
  const row = { ...australian, amountCny: undefined, feeCny: undefined, rate: undefined };
  const text = written('global', [row]);
  assert.match(text, /\|369\.30\|\|2\.22\|367\.08\|\|AUD\|\|2017-08-02 07:36:46\|/);
  const [record] = records(text);
  assert.deepEqual(
    [record?.amountCny, record?.netCny, record?.rate],
    [undefined, undefined, undefined],
  );
});

test('the HK file has 20 columns and says nothing in CNY', () => {
  const names = settlementColumnLine('hk').split('|');
  assert.equal(names.length, 20);
  for (const name of ['Rmb_amount', 'Rmb_settlement', 'Rate']) assert.ok(!names.includes(name));
});

test('yen and won are whole; CNY keeps its two decimals', () => {
  for (const currency of ['JPY', 'KRW'] as const) {
    const row = { ...australian, amount: money(currency, 5_000n), fee: money(currency, 30n) };
    const cells = settlementLine('global', row).split('|');
    assert.deepEqual(cells.slice(2, 8), ['5000', '2001.38', '30', '4970', '1989.37', currency]);
  }
});

test('the first column names a payment or a reversal by its order, a refund by its own id, a cancel by ours', () => {
  const ids = (['payment', 'refund', 'cancel', 'reversal'] as const).map((kind) => {
    const cells = settlementLine('hk', { ...coffee, kind, partnerRefundId: 'R-1' }).split('|');
    return [cells[0], cells[8]];
  });
  assert.deepEqual(ids, [
    ['P-1', 'P'],
    ['R-1', 'R'],
    ['2024030421001000000000000001', 'R'],
    ['P-1', 'R'],
  ]);
});

test('a fee above the amount makes the net of its row less than nothing', () => {
  const small = { ...coffee, amount: money('HKD', 10n), fee: money('HKD', 50n) };
  for (const row of [small, { ...small, kind: 'cancel' } as const]) {
    assert.equal(settlementLine('hk', row).split('|')[4], '-0.40');
    assert.deepEqual(records(written('hk', [row]))[0]?.net, money('HKD', -40n));
  }
});

test('a minus before an R row says only what its type says', () => {
  const [, line = ''] = example.trimEnd().split('\n').slice(1);
  const signed = line.replace('40.00|0.24|39.76', '-40.00|-0.24|-39.76');
  const [, record] = records(example.replace(line, signed));
  assert.deepEqual(record, records(example)[1]);
  assert.deepEqual(record?.net, money('HKD', 3_976n));
});

test('a broken file is refused with the line and the reason', () => {
  const broken: readonly (readonly [text: string, seen: string])[] = [
    ['', '1: the file is empty'],
    [example.replace('Settlement_time', 'Time'), '1: the column Settlement_time is missing'],
    [example.replace('|R|L|', '|X|L|'), '3: Type: "X" is not P or R'],
    [example.replace('99.40', ''), '2: Settlement is empty'],
    [`${example}P-3|`, '4: has 2 columns, not 20'],
    [
      example.replace('2024-03-05 15:46:00', '2024-03-05'),
      '2: Settlement_time: "2024-03-05" is not a time yyyy-MM-dd HH:mm:ss',
    ],
  ];
  for (const [text, seen] of broken) assert.equal(fault(text), seen);
});

test('what is written is read as it was', () => {
  property(
    forAll(constantFrom('hk', 'global'), array(anyRow, { maxLength: 8 }), (contract, rows) => {
      const isGlobal = contract === 'global';
      const expected = rows.map((row) => ({
        ...saidOf(contract, row),
        // Type gives only the direction, and a cancel has our id.
        kind: row.kind === 'reversal' ? 'refund' : row.kind,
        partnerTransactionId:
          row.kind === 'cancel' ? row.tradeId : (row.partnerRefundId ?? row.partnerTransId),
        net: subtract(row.amount, row.fee),
        amountCny: isGlobal ? row.amountCny : undefined,
        netCny: isGlobal
          ? subtract(row.amountCny ?? zero('CNY'), row.feeCny ?? zero('CNY'))
          : undefined,
        rate: isGlobal ? row.rate : undefined,
        settledAt: row.settledAt,
        status: 'L',
      }));
      assert.deepEqual(records(written(contract, rows)), expected);
    }),
  );
});
