// Goal: the refund query follows its document, under both contracts.
// Method: replies and refusals as fields, and read back as a client reads them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from '@sampan/primitives';
import { forexRateFile, rateFileFailure, refundQuery } from './index.ts';

test('an answer has its fields in the order of their names, and reads back', () => {
  const fields = refundQuery.reply('global', {
    response_code: 'SUCCESS',
    refund_result_code: 'PROCESSING',
    refund_error_code: 'MERCHANT_BALANCE_NOT_ENOUGH',
    out_return_no: 'R-1',
    out_trade_no: 'P-1',
    trade_no: '2024030421001000000000000001',
    gmt_create: instant(Date.parse('2024-03-04T11:02:10+08:00')),
  });
  assert.deepEqual(fields, [
    ['gmt_create', '2024-03-04 11:02:10'],
    ['out_return_no', 'R-1'],
    ['out_trade_no', 'P-1'],
    ['refund_error_code', 'MERCHANT_BALANCE_NOT_ENOUGH'],
    ['refund_result_code', 'PROCESSING'],
    ['response_code', 'SUCCESS'],
    ['trade_no', '2024030421001000000000000001'],
  ]);
  const read = refundQuery.readReply(new Map(fields), 'global');
  assert.ok(read.ok);
  assert.equal(read.value.gmt_create, instant(Date.parse('2024-03-04T11:02:10+08:00')));
});

test('a refusal stands in response_code, and there is no other word for it', () => {
  for (const contract of ['hk', 'global'] as const) {
    for (const code of refundQuery.errors) {
      const refused = refundQuery.refusal(contract, code, { out_trade_no: 'P-1' });
      assert.deepEqual(refused, [
        ['out_trade_no', 'P-1'],
        ['response_code', code],
      ]);
      assert.ok(refundQuery.readReply(new Map(refused), contract).ok, code);
    }
  }
});

test('both ids are needed, and are ids', () => {
  const parse = (given: Readonly<Record<string, string>>) => {
    const read = refundQuery.parse(new Map(Object.entries(given)), 'global');
    return read.ok ? 'ok' : `${read.problem.level} ${read.problem.code} ${read.problem.field}`;
  };
  assert.equal(parse({ out_trade_no: 'P-1', out_return_no: 'R-1' }), 'ok');
  assert.equal(parse({ out_trade_no: 'P-1' }), 'gateway ILLEGAL_ARGUMENT out_return_no');
  assert.equal(
    parse({ out_trade_no: 'P|1', out_return_no: 'R' }),
    'gateway ILLEGAL_ARGUMENT out_trade_no',
  );
});

test('the rate file takes no parameters, and says in plain text why there is none', () => {
  assert.ok(forexRateFile.parse(new Map([['service', 'forex_rate_file']]), 'hk').ok);
  assert.equal(rateFileFailure('empty file'), 'File download failed: empty file');
});
