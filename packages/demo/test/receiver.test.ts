/**
 * Goal: the demo's shop accepts only signed and genuine notifications, and waits only for a limited
 * time.
 * Method: forms are posted to it, signed or not; a gateway of three lines confirms the genuine
 * ones.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { instant, secret } from '@sampan/primitives';
import { encodeForm, signNotification } from '@sampan/protocol';
import { openReceiver, type Receiver } from '../src/receiver.ts';

const md5Key = 'k'.repeat(32);
const gateway = createServer(async (request, response) => {
  response.end(String((await text(request)).includes('notify_id=genuine')));
});
let receiver: Receiver;
before(async () => {
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const { port } = gateway.address() as AddressInfo;
  const caller = {
    gateway: `http://127.0.0.1:${port}`,
    partnerId: '2088000000000001',
    contract: 'hk',
    md5Key,
  } as const;
  receiver = await openReceiver(caller, 'run', 10);
});
after(async () => {
  await receiver.close();
  gateway.close();
  gateway.closeAllConnections();
});

async function tell(notifyId: string, trade: string, key: string, url = receiver.url) {
  const fields = [
    ['notify_type', 'trade_status_sync'],
    ['notify_id', notifyId],
    ['trade_no', trade],
  ] as const;
  const keys = { md5Key: secret(key) };
  const signing = { signType: 'MD5', charset: 'UTF-8', keys } as const;
  const signed = await signNotification(fields, instant(0), signing);
  const response = await fetch(url, { method: 'POST', body: encodeForm(signed, 'UTF-8') });
  return { status: response.status, text: await response.text() };
}

const cases = [
  ['signed and genuine', 'genuine', md5Key, 'success'],
  ['signed, but the gateway does not know it', 'other', md5Key, 'fail'],
  ['signed with another key', 'genuine', 'x'.repeat(32), 'fail'],
] as const;
for (const [what, notifyId, key, answer] of cases) {
  test(`a notification that is ${what} is answered ${answer}`, async () => {
    assert.deepEqual(await tell(notifyId, what, key), { status: 200, text: answer });
    const { notification, verification } = await receiver.received(what);
    assert.equal(notification.succeeded, answer === 'success');
    assert.equal(notification.request.signatureValid, key === md5Key);
    assert.equal(
      verification?.reply.text,
      key === md5Key ? String(answer === 'success') : undefined,
    );
  });
}

test('what is sent to the address of another run is not taken', async () => {
  const told = await tell('genuine', 'elsewhere', md5Key, `${receiver.url}2`);
  assert.equal(told.status, 404);
});

test('a missing notification is an error that says where to look', async () => {
  await assert.rejects(receiver.received('7'), /about trade 7 .*sampan notify list --trade 7/);
});
