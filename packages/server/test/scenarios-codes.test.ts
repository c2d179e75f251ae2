/**
 * Goal: every error code of every service can be caused.
 * Method: one scenario per service lists all codes as its steps; a partner's program calls once for
 * each, and the code must stand where that service puts it.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { ScenarioStep } from '@sampan/api';
import type { PartnerId } from '@sampan/primitives';
import { businessErrors, gatewayErrors, serviceOf, services } from '@sampan/protocol';
import * as asked from './gateway-asked.ts';
import { type Asked, exchange, signedRequest } from './gateway-world.ts';
import { pay, type ScenariosWorld, scenariosWorld } from './scenarios-world.ts';

let world: ScenariosWorld;
let standard: PartnerId;

before(async () => {
  world = await scenariosWorld();
  standard = await world.gateway.partner({ contract: 'global', currency: 'USD' });
});
after(() => world.close());
afterEach(() => world.scenarios.clear());

const codes = Object.keys({ ...businessErrors, ...gatewayErrors });
const ofServices: ReadonlySet<string> = new Set(Object.keys(businessErrors));

/** A well-formed request of each service. */
const requests: Readonly<Record<string, Asked>> = {
  [pay]: asked.payment('', '289216843756120934'),
  'alipay.acquire.precreate': asked.precreate('code-1'),
  'alipay.commerce.qrcode.create': asked.createCode(),
  'alipay.commerce.qrcode.modify': asked.modifyCode('https://pay.example/c/1'),
  'alipay.commerce.qrcode.modifyStatus': asked.setCodeStatus('https://pay.example/c/1', 'STOP'),
  'alipay.acquire.overseas.query': asked.query('code-1'),
  'alipay.acquire.query': asked.acquireQuery('code-1'),
  'alipay.acquire.overseas.spot.refund': asked.refund('code-1'),
  'alipay.acquire.refund.query': asked.refundQuery('code-1', 'code-1-refund'),
  'alipay.acquire.cancel': asked.cancel('code-1'),
  'alipay.acquire.close': asked.close('code-1'),
  'alipay.acquire.overseas.spot.reverse': asked.reverse('code-1'),
  'alipay.acquire.overseas.spot.cancel': {
    ...asked.reverse('code-1'),
    service: 'alipay.acquire.overseas.spot.cancel',
  },
  'alipay.overseas.secmerchant.offline.maintain': asked.registerShop(),
  'alipay.overseas.secmerchant.maintain.queryStatus': asked.queryShop(),
  forex_rate_file: { service: 'forex_rate_file' },
};

const names = services.map(({ name }) => name).filter((name) => name !== 'notify_verify');

test('there is a request of every signed service', () => {
  assert.deepEqual(Object.keys(requests).sort(), [...names].sort());
});

/** What the program reads: the code, and the level at which it stands. */
async function answerTo(service: (typeof names)[number]): Promise<string> {
  const isStandard = service === 'forex_rate_file';
  const partner = isStandard ? standard : world.partner;
  const request = requests[service] ?? {};
  const own = 'alipay_seller_id' in request ? { ...request, alipay_seller_id: partner } : request;
  const { query, body } = await signedRequest({ partner, ...own });
  const response = await fetch(`http://127.0.0.1:${world.gateway.port}/gateway.do?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    ...(body !== undefined && { body }),
  });
  const type = response.headers.get('content-type');
  const bytes = Buffer.from(await response.arrayBuffer());
  if (type?.startsWith('text/plain')) return `text ${bytes}`;
  const { reply, fields } = await exchange(response.status, type, bytes);
  if (!reply.isSuccess) return `gateway ${reply.error}`;
  const { errorPlace } = serviceOf(service);
  const places = {
    error: [fields['error']],
    detail_error_code: [fields['detail_error_code']],
    both: [fields['error'], fields['detail_error_code']],
    response_code: [fields['response_code']],
    envelope: [reply.error],
  }[errorPlace];
  return `service ${[...new Set(places)].join(' and ')}`;
}

/** The codes that the plain service has words for. */
const words: Readonly<Record<string, string>> = {
  SYSTEM_ERROR: 'text File download failed: system exception',
  PARTNER_ERROR: 'text File download failed: incorrect merchant id',
  TRADE_NOT_EXIST: 'text File download failed: empty file',
  ACCESS_FORBIDDEN: 'text File download failed: too many calls today',
};

for (const name of names) {
  test(`${name}: all ${codes.length} codes, and SYSTEM_ERROR of the gateway`, async () => {
    const steps: ScenarioStep[] = [
      ...codes.map((answer) => ({ answer })),
      { answer: 'SYSTEM_ERROR', level: 'gateway' },
    ];
    await world.add({ when: { service: name }, then: steps, count: 'all' });
    const { errorPlace, node } = serviceOf(name);
    for (const code of codes) {
      const isOfGateway = !ofServices.has(code) || errorPlace === 'envelope';
      const level = isOfGateway || node === 'plain' ? 'gateway' : 'service';
      const expected = node === 'plain' ? words[code] : undefined;
      assert.equal(await answerTo(name), expected ?? `${level} ${code}`);
    }
    assert.equal(await answerTo(name), 'gateway SYSTEM_ERROR');
  });
}
