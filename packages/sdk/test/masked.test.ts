/**
 * Goal: what observers get, by hooks and by `node:diagnostics_channel`, has no key, no signature, no
 * payment code, no log-in and no phone number.
 * Method: whole sales with secrets everywhere, of both key kinds; all events as text, searched.
 */
import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import { test } from 'node:test';
import { createPartner, type Transport } from '@sampan/sdk';
import { memoryGateway, signNotification, signReply, virtualTime } from '@sampan/sdk/testing';
import { testKeys } from '../../server/test-kit/index.ts';

const key = 'a-secret-key-of-this-very-partner';
const secrets = {
  key,
  code: '289216843756120934',
  login: '852-91234567',
  email: 'chan.tai.man@example.com',
};
const channels = ['sampan:call', 'sampan:state', 'sampan:alarm', 'sampan:notification'];

test('no event of a sale shows a secret', async () => {
  const events: unknown[] = [];
  const keep = (event: unknown): void => void events.push(event);
  for (const name of channels) diagnostics.subscribe(name, keep);
  const hooks = { onCall: keep, onState: keep, onAlarm: keep, onNotification: keep };
  const time = virtualTime();
  const memory = memoryGateway({ key, time });
  // Replies name the buyer, as the real gateway's do.
  const transport: Transport = {
    ...memory.transport,
    async send(request) {
      const { body, contentType } = await signReply(
        {
          result_code: 'SUCCESS',
          partner_trans_id: 'T-1',
          alipay_trans_id: '2026112221001001234567890123',
          alipay_buyer_login_id: secrets.login,
          buyer_logon_id: secrets.email,
        },
        { key },
      );
      if (request.body.includes('spot.pay')) {
        return { isAnswered: true, status: 200, contentType, bytes: body };
      }
      return memory.transport.send(request);
    },
  };
  const usual = { gateway: 'test', id: '2088000000000001', contract: 'hk', time, hooks } as const;
  const partner = createPartner({ ...usual, sign: { type: 'MD5', key }, transport });
  const terms = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Tea' } as const;
  assert.equal((await partner.collect(terms, secrets.code)).outcome, 'paid');
  await partner.services.notifyVerify({ notify_id: 'n' });
  for (const by of [key, 'another']) {
    const fields = {
      out_trade_no: 'T-1',
      buyer_logon_id: secrets.email,
      buyer_email: secrets.email,
    };
    const { body } = await signNotification(fields, { key: by });
    const request = new Request('http://till.example', {
      method: 'POST',
      body: new Uint8Array(body),
    });
    await partner.notificationHandler(() => undefined).web(request);
  }
  const { privateKey } = testKeys.partner;
  const sign = { type: 'RSA2', privateKey, gatewayKey: testKeys.platform.publicKey } as const;
  const rsa = createPartner({ ...usual, sign, transport: memory.transport });
  memory.script({
    pay: ['forged'],
    query: Array(40).fill('forged'),
    cancel: Array(40).fill('damaged'),
  });
  assert.equal((await rsa.collect({ ...terms, id: 'T-2' }, secrets.code)).outcome, 'unknown');
  for (const name of channels) diagnostics.unsubscribe(name, keep);

  const told = JSON.stringify(events);
  const kinds = new Set(events.map((event) => Object.keys(Object(event)).sort().join()));
  assert.ok(kinds.size >= 5, 'calls, states, alarms and both notifications were seen');
  for (const [name, secret] of Object.entries(secrets)) {
    assert.ok(!told.includes(secret), `an event shows the ${name}`);
  }
  assert.ok(!told.includes('PRIVATE KEY') && !/"sign"/.test(told), 'an event shows a signature');
  // What is masked is still there.
  assert.match(told, /"buyer_identity_code":"28\*{16}"/);
  assert.match(told, /"alipay_buyer_login_id":"85\*+"/);
});
