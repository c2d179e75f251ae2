/**
 * Goal: exchanges can be read on a narrow terminal, and stay one to a line elsewhere.
 * Method: streams that say how wide they are.
 */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import type { ExchangeView } from '@sampan/api';
import { exchangeLine, exchangeTable } from './exchange-table.ts';

const exchange: ExchangeView = {
  number: 7,
  id: 'abcdefghijklmnopqrst',
  kind: 'request',
  at: '2026-11-27T12:34:56+08:00',
  tookMs: 4,
  service: 'alipay.acquire.overseas.spot.pay',
  partner: '2088100000000016',
  order: 'till-3-0000000000000000042',
  result: 'refused',
  code: 'BUYER_BALANCE_NOT_ENOUGH',
  reason: 'the wallet has 3.00 HKD, the payment is of 13.90 HKD, and nothing is left over for it',
};

const onTerminal = (columns?: number) => ({
  stdout: Object.assign(new PassThrough(), columns === undefined ? {} : { isTTY: true, columns }),
  environment: { NO_COLOR: '1' },
});

for (const columns of [60, 72, 80]) {
  test(`on a terminal of ${columns} columns no line is broken that has blanks`, () => {
    const shown = exchangeTable(onTerminal(columns), [exchange, exchange]).join('\n').split('\n');
    const [first, ...rest] = shown.slice(0, shown.length / 2);
    assert.equal(
      first,
      '2026-11-27T12:34:56+08:00  abcdefghijklmnopqrst  BUYER_BALANCE_NOT_ENOUGH',
    );
    assert.ok(rest.length >= 3);
    for (const line of rest) assert.ok(line.startsWith('  ') && line.length <= columns, line);
    const all = rest.join(' ');
    for (const word of [exchange.service, exchange.partner, exchange.order, 'left', 'over']) {
      assert.ok(all.includes(word ?? '?'), word);
    }
    assert.deepEqual(exchangeLine(onTerminal(columns), exchange).split('\n'), [first, ...rest]);
  });
}

test('in a pipe, and where there is room, an exchange is one line', () => {
  for (const place of [onTerminal(), onTerminal(300)]) {
    const lines = exchangeTable(place, [exchange]);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /BUYER_BALANCE_NOT_ENOUGH {2}the wallet has .* for it$/);
    assert.ok(!exchangeLine(place, exchange).includes('\n'));
  }
});
