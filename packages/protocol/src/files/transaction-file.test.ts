/**
 * Goal: the transaction file matches the document byte for byte, and every generation can be read.
 * Method: the document's example, tables of hostile values and broken files, and a property through
 * writer and reader.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BusinessDate, money, type PartnerId, rate } from '@sampan/primitives';
import { array, constantFrom, property as forAll, assert as property } from 'fast-check';
import { anyRow, at, coffee, saidOf } from '../../test/file-rows.ts';
import {
  type Contract,
  type FileRow,
  fileBytes,
  readTransactionFile,
  standardForm,
  transactionColumnLine,
  transactionHeader,
  transactionLine,
  transactionReader,
} from '../index.ts';

const partnerId = '2088000000000001' as PartnerId;
const day = '2024-03-04' as BusinessDate;

const lines = (contract: Contract, rows: readonly FileRow[]): readonly string[] => [
  transactionHeader(partnerId, day, rows.length),
  transactionColumnLine(contract),
  ...rows.map((row) => transactionLine(contract, row)),
];
const written = (contract: Contract, rows: readonly FileRow[]): string =>
  lines(contract, rows)
    .map((line) => `${line}\n`)
    .join('');

const records = (text: string) => {
  const read = readTransactionFile(text);
  assert.ok(read.ok, read.ok ? '' : `line ${read.problem.line}: ${read.problem.reason}`);
  return read.value.records;
};
const fault = (text: string): string => {
  const read = readTransactionFile(text);
  return read.ok ? 'ok' : `${read.problem.line}: ${read.problem.reason}`;
};

const refund: FileRow = {
  ...coffee,
  kind: 'refund',
  partnerRefundId: 'R-1',
  amount: money('HKD', 4_000n),
  fee: money('HKD', 24n),
  at: at('2024-03-04 11:02:10'),
  remark: 'Refund',
  price: money('HKD', 4_000n),
};
const cancel: FileRow = {
  ...coffee,
  kind: 'cancel',
  partnerTransId: 'P-2',
  tradeId: '2024030421001000000000000002',
  amount: money('HKD', 5_500n),
  fee: money('HKD', 33n),
  at: at('2024-03-04 12:00:00'),
  orderScene: 'transactionQrCode',
  price: money('HKD', 5_500n),
  issue: 'ALIPAYCN',
};

/** 14 §3.3. */
const example = `Partner:2088000000000001|Payment_time: 2024-03-04|Total_count:3
Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark|Secondary_merchant_industry|Secondary_merchant_name|Secondary_merchant_id|Operator_name|Order_scene|Trans_currency|Trans_amount|Trans_forex_rate|Issue
P-1|2024030421001000000000000001|100.00|0.60|HKD|2024-03-04 10:45:42|PAYMENT||5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|100.00|1|ALIPAYHK
R-1|2024030421001000000000000001|40.00|0.24|HKD|2024-03-04 11:02:10|REFUND|Refund|5812|Harbour Coffee|M_1|Harbour Coffee Central|paymentQrCode|HKD|40.00|1|ALIPAYHK
P-2|2024030421001000000000000002|55.00|0.33|HKD|2024-03-04 12:00:00|CANCEL||5812|Harbour Coffee|M_1|Harbour Coffee Central|transactionQrCode|HKD|55.00|1|ALIPAYCN
`;

test('the example of the document is written byte for byte', () => {
  const bytes = fileBytes(lines('hk', [coffee, refund, cancel]), standardForm);
  assert.equal(bytes.toString('utf8'), example);
  assert.equal(written('hk', [coffee, refund, cancel]), example);
});

test('the example is read, with its header', () => {
  const read = readTransactionFile(example);
  assert.ok(read.ok);
  const { records: all, ...header } = read.value;
  assert.deepEqual(header, { partnerId, day, count: 3 });
  assert.deepEqual(
    all,
    [coffee, refund, cancel].map((row) => ({
      ...saidOf('hk', { ...row, settledAt: row.at }),
      partnerTransactionId: row.partnerRefundId ?? row.partnerTransId,
    })),
  );
});

test('the global file has 15 columns, the HK file 17', () => {
  const hk = transactionColumnLine('hk').split('|');
  const global = transactionColumnLine('global').split('|');
  assert.equal(hk.length, 17);
  assert.equal(global.length, 15);
  assert.deepEqual(
    hk.filter((name) => !global.includes(name)),
    ['Secondary_merchant_id', 'Issue'],
  );
  assert.equal(
    transactionLine('global', coffee),
    'P-1|2024030421001000000000000001|100.00|0.60|HKD|2024-03-04 10:45:42|PAYMENT||5812|' +
      'Harbour Coffee|Harbour Coffee Central|paymentQrCode|HKD|100.00|1',
  );
});

test('yen and won are whole, and a rate is as short as it can be', () => {
  const row: FileRow = {
    ...coffee,
    amount: money('JPY', 5_000n),
    fee: money('JPY', 30n),
    price: money('KRW', 49_300n),
    priceRate: rate('0.10141988'),
  };
  const cells = transactionLine('global', row).split('|');
  assert.deepEqual(cells.slice(2, 5), ['5000', '30', 'JPY']);
  assert.deepEqual(cells.slice(12), ['KRW', '49300', '0.10141988']);
  const ratesOf = ['1.00000000', '0.03100000', '10'].map((text) =>
    transactionLine('hk', { ...coffee, priceRate: rate(text) })
      .split('|')
      .at(15),
  );
  assert.deepEqual(ratesOf, ['1', '0.031', '10']);
});

test('a reversal goes by the id of its order', () => {
  const [id, , , , , , type] = transactionLine('hk', { ...coffee, kind: 'reversal' }).split('|');
  assert.deepEqual([id, type], ['P-1', 'REVERSAL']);
});

test('nothing in a name or a remark can make a column or a line', () => {
  const hostile: readonly (readonly [text: string, written: string])[] = [
    ['Tea|House', 'Tea House'],
    ['Tea\r\nHouse', 'Tea  House'],
    ['\tTea\u0000House\u007f', ' Tea House '],
    ['Tea\u0085\u2028\u2029House', 'Tea   House'],
    [' Tea  House ', ' Tea  House '],
    ['茶餐廳 😀 "Tea", \\n', '茶餐廳 😀 "Tea", \\n'],
    ['\ufeffTea', '\ufeffTea'],
    ['', ''],
  ];
  for (const [text, plain] of hostile) {
    const row = {
      ...coffee,
      remark: text,
      merchantName: text,
      merchantId: text,
      operatorName: text,
    };
    const line = transactionLine('hk', row);
    assert.equal(line.split('|').length, 17, JSON.stringify(text));
    const [record] = records(written('hk', [row]));
    const { remark, merchantName, merchantId, operatorName } = record ?? assert.fail();
    assert.deepEqual([remark, merchantName, merchantId, operatorName], Array(4).fill(plain));
  }
});

/** The published sample as it looks in the oldest generation (14 §3.2). */
const oldest = `Partner:2088101568358171|Payment_time: 2013-12-02|Total_count:4
Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type|Remark
0001|201312020445|100|3|HKD|2013-12-02 10:45:42|PAYMENT|
0002|201312020446|100|3|HKD|2013-12-02 10:45:42|REVERSAL|
0003|201312020447|-100.0|-3.00|HKD|2013-12-02 10:45:42|CANCEL|
0004|201312020448|100|3|HKD|2013-12-02 10:45:42|REFUND|Refund`;

test('the old file of 8 columns is read, with and without decimals, whatever its signs', () => {
  const all = records(oldest);
  assert.deepEqual(
    all.map(({ kind }) => kind),
    ['payment', 'reversal', 'cancel', 'refund'],
  );
  for (const { amount, fee, merchantName, price, issue } of all) {
    assert.deepEqual([amount, fee], [money('HKD', 10_000n), money('HKD', 300n)]);
    assert.deepEqual([merchantName, price, issue], [undefined, undefined, undefined]);
  }
});

test('the published sample row of 17 columns is read, although its numbers do not fit', () => {
  const [record] = records(
    `Partner:2088101568358171|Payment_time: 2013-12-02|Total_count:1\n${transactionColumnLine('hk')}\n` +
      '0001|201312020445|100|3|HKD|2013-12-02 10:45:42|PAYMENT||5812|xxx|1234|xxx|shopQrCode|TWD|100|0.031|ALIPAYCN\n',
  );
  assert.deepEqual(record?.price, money('TWD', 10_000n));
  assert.deepEqual(record?.priceRate, rate('0.031'));
});

test('a byte order mark, CRLF, other columns, another order and empty lines do not matter', () => {
  const shuffled = example
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      if (index === 0) return line;
      const [first, second, ...rest] = line.split('|');
      return [...rest, index === 1 ? 'Added_later' : 'x', second, first].join('|');
    });
  const text = `\ufeff${shuffled.join('\r\n')}\r\n\r\n`;
  assert.deepEqual(records(text), records(example));
});

test('a broken file is refused with the line and the reason', () => {
  const changed = (line: number, from: string | RegExp, to: string): string => {
    const all = example.split('\n');
    all[line - 1] = (all[line - 1] ?? '').replace(from, to);
    return all.join('\n');
  };
  const broken: readonly (readonly [text: string, seen: string])[] = [
    ['', '1: the file is empty'],
    ['\n\n', '3: the file is empty'],
    [example.split('\n').slice(1).join('\n'), `1: ${noHeader}`],
    [changed(1, '2024-03-04', '2024-02-30'), `1: ${noHeader}`],
    [changed(1, ':3', ':x'), `1: ${noHeader}`],
    [`${example.split('\n')[0]}\n`, '2: the file ends before the names of the columns'],
    [changed(2, 'Currency', 'Money'), '2: the column Currency is missing'],
    [changed(2, 'Remark', 'Currency'), '2: the column Currency stands there twice'],
    [changed(3, '|ALIPAYHK', ''), '3: has 16 columns, not 17'],
    [changed(5, /$/, '|'), '5: has 18 columns, not 17'],
    [changed(3, 'P-1', ''), '3: Partner_transaction_id is empty'],
    [changed(3, '100.00', ''), '3: Transaction_amount is empty'],
    [
      changed(3, '100.00', '1e2'),
      '3: Transaction_amount: "1e2" is not an amount in the Currency of the line',
    ],
    [
      changed(3, '100.00', '100.001'),
      '3: Transaction_amount: "100.001" is not an amount in the Currency of the line',
    ],
    [
      changed(3, '100.00', '１'),
      '3: Transaction_amount: "１" is not an amount in the Currency of the line',
    ],
    [
      changed(3, 'HKD', 'XXX'),
      '3: Transaction_amount: "100.00" is not an amount in the Currency of the line',
    ],
    [
      changed(4, '11:02:10', '24:02:10'),
      '4: Payment_time: "2024-03-04 24:02:10" is not a time yyyy-MM-dd HH:mm:ss',
    ],
    [
      changed(4, '2024-03-04 ', '2024-02-30 '),
      '4: Payment_time: "2024-02-30 11:02:10" is not a time yyyy-MM-dd HH:mm:ss',
    ],
    [
      changed(4, 'REFUND', 'refund'),
      '4: Transaction_type: "refund" is not one of PAYMENT, REFUND, CANCEL, REVERSAL',
    ],
    [changed(4, '|1|', '|-1|'), '4: Trans_forex_rate: "-1" is not a rate'],
    [changed(1, ':3', ':4'), '6: the file has 3 records, its header says 4'],
    [example.slice(0, example.indexOf('P-2')), '5: the file has 2 records, its header says 3'],
  ];
  for (const [text, seen] of broken) assert.equal(fault(text), seen);
});

const noHeader = 'the header "Partner:…|Payment_time:…|Total_count:…" is missing';

test('a file is read line by line', () => {
  const reader = transactionReader();
  const kinds = example
    .trimEnd()
    .split('\n')
    .map((line) => {
      const read = reader.line(line);
      assert.ok(read.ok);
      return read.value?.kind;
    });
  assert.deepEqual(kinds, [undefined, undefined, 'payment', 'refund', 'cancel']);
  const end = reader.end();
  assert.ok(end.ok && end.value.count === 3);
});

test('what is written is read as it was', () => {
  property(
    forAll(constantFrom('hk', 'global'), array(anyRow, { maxLength: 8 }), (contract, rows) => {
      const text = written(contract, rows);
      assert.deepEqual(
        records(text),
        rows.map((row) => saidOf(contract, row)),
      );
    }),
  );
});
