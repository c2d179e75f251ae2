/** Goal: a service is found by any of its names. Method: a table of what is typed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allServices } from '@sampan/protocol/reference';
import { findService, nearestService } from './find-service.ts';

const services = allServices();

for (const [typed, short] of [
  ['alipay.acquire.overseas.spot.pay', 'spot-pay'],
  ['ALIPAY.acquire.Overseas.spot.pay', 'spot-pay'],
  ['spot-pay', 'spot-pay'],
  ['spotPay', 'spot-pay'],
  ['spot.pay', 'spot-pay'],
  ['query', 'query'],
  ['overseas.query', 'query'],
  ['refund.query', 'refund-query'],
  ['qrcode.modifyStatus', 'change-merchant-code-status'],
  ['forex_rate_file', 'forex-rate-file'],
  ['notifyVerify', 'notify-verify'],
  ['acquire', undefined],
  ['', undefined],
] as const) {
  test(`"${typed}" is ${short ?? 'unknown'}`, () => {
    assert.equal(findService(typed, services)?.short, short);
  });
}

test('every service is found by each of its names', () => {
  for (const service of services) {
    const method = service.short.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    for (const typed of [service.name, service.short, method]) {
      assert.equal(findService(typed, services), service, typed);
    }
  }
});

test('an unknown name has the nearest suggestion, or none', () => {
  assert.equal(nearestService('spotpya', services), 'spot-pay');
  assert.equal(
    nearestService('alipay.acquire.overseas.spot.pya', services),
    'alipay.acquire.overseas.spot.pay',
  );
  assert.equal(nearestService('refnd', services), 'refund');
  assert.equal(nearestService('verify', services), 'notify-verify');
  assert.equal(nearestService('something-else', services), undefined);
});
