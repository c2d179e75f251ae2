/**
 * Goal: a genuine notification reaches the business once, over every server; a wrong one is
 * answered `fail`, and its error names the mistake.
 * Method: signed notifications over real sockets, and bodies changed as frameworks change them.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { money } from '@sampan/primitives';
import { encodeForm, signParameters } from '@sampan/protocol';
import {
  createPartner,
  memoryStore,
  type NotificationEvent,
  type NotificationFields,
  type PartnerOptions,
  type Transport,
} from '@sampan/sdk';
import { memoryGateway, signNotification, virtualTime } from '@sampan/sdk/testing';
import fastify from 'fastify';

const key = 'a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3';
const usual: PartnerOptions = {
  gateway: 'test',
  id: '2088000000000001',
  contract: 'hk',
  sign: { type: 'MD5', key },
};
const paid = {
  out_trade_no: 'T-1',
  trade_status: 'TRADE_SUCCESS',
  total_fee: '39.25',
  subject: '檸檬茶 a+b',
  new_field: 'x',
};

async function serve(listener: RequestListener): Promise<{ url: string; close(): void }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/notify`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const post = async (url: string, message: { body: Buffer; contentType: string }) => {
  const headers = { 'content-type': message.contentType };
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: new Uint8Array(message.body),
  });
  return `${response.status} ${await response.text()}`;
};

test('node:http, Fastify and web requests answer alike', async () => {
  const partner = createPartner(usual);
  const seen: NotificationFields[] = [];
  const handler = partner.notificationHandler((notification) => void seen.push(notification));
  const good = async (id: string, charset: 'UTF-8' | 'GBK' = 'UTF-8') =>
    signNotification({ ...paid, notify_id: id }, { key, charset });
  const forged = await signNotification(paid, { key: `${key}x` });

  const plain = await serve(handler.node);
  const app = fastify();
  await app.register(handler.fastify, { path: '/notify' });
  const fastifyUrl = `${await app.listen({ port: 0, host: '127.0.0.1' })}/notify`;
  const web = async (message: { body: Buffer; contentType: string }) => {
    const headers = { 'content-type': message.contentType };
    const body = new Uint8Array(message.body);
    const request = new Request('http://shop.example/notify', { method: 'POST', headers, body });
    const response = await handler.web(request);
    return `${response.status} ${await response.text()}`;
  };
  for (const [name, send] of [
    ['node', (message: { body: Buffer; contentType: string }) => post(plain.url, message)],
    ['fastify', (message: { body: Buffer; contentType: string }) => post(fastifyUrl, message)],
    ['web', web],
  ] as const) {
    assert.equal(await send(await good(`${name}1`)), '200 success', name);
    assert.equal(await send(await good(`${name}2`, 'GBK')), '200 success', name);
    assert.equal(await send(await good(`${name}1`)), '200 success', name);
    assert.equal(await send(forged), '200 fail', name);
    const { body } = await good(`${name}3`);
    const live = 'application/x-www-form-urlencoded; text/html; charset=utf-8';
    assert.equal(await send({ body, contentType: live }), '200 success', name);
  }
  assert.deepEqual(
    seen.map(({ notify_id }) => notify_id),
    ['node1', 'node2', 'node3', 'fastify1', 'fastify2', 'fastify3', 'web1', 'web2', 'web3'],
  );
  assert.equal(seen[0]?.subject, paid.subject);
  assert.deepEqual(seen[0]?.extra, { new_field: 'x' });
  plain.close();
  await app.close();
});

test('the business gets a notification once, also over a restart, and again when it failed', async () => {
  const store = memoryStore();
  let calls = 0;
  const handlerOf = () =>
    createPartner({ ...usual, store }).notificationHandler(async () => {
      calls += 1;
      if (calls === 1) throw new Error('the database is away');
    });
  const { body, contentType } = await signNotification(paid, { key });
  const request = () =>
    new Request('http://shop.example/', {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: new Uint8Array(body),
    });
  const warned = once(process, 'warning');
  const answer = async (handler = handlerOf()) => (await handler.web(request())).text();
  assert.equal(await answer(), 'fail');
  await warned;
  const handler = handlerOf();
  assert.deepEqual(await Promise.all([answer(handler), answer(handler)]), ['success', 'success']);
  assert.equal(await answer(), 'success');
  assert.equal(calls, 2);
});

test('an error names what was done to the body, or which key was taken', async () => {
  const events: NotificationEvent[] = [];
  const partner = createPartner({ ...usual, hooks: { onNotification: (e) => events.push(e) } });
  const causes = async (form: string, contentType = 'application/x-www-form-urlencoded') => {
    const verified = await partner.verifyNotification(Buffer.from(form, 'latin1'), {
      contentType,
      otherKeys: [{ name: 'partner 2088000000000002', key: 'x'.repeat(32) }],
    });
    assert.ok(verified.outcome === 'rejected');
    assert.ok(!JSON.stringify(verified).includes(key));
    return verified.error.causes.join();
  };
  const { body } = await signNotification({ ...paid, subject: 'a+b 50%25' }, { key });
  const form = body.toString('latin1');
  const decoded = decodeURIComponent(form.replaceAll('+', ' '));
  assert.equal(await causes(decoded), 'values-decoded-twice');
  const plus = await signNotification({ ...paid, subject: 'a+b' }, { key });
  const unescaped = plus.body.toString('latin1').replaceAll('%2B', '+');
  assert.equal(await causes(unescaped), 'plus-became-blank');
  const gbk = await signNotification(paid, { key, charset: 'GBK' });
  const lost = new URLSearchParams(gbk.body.toString()).toString();
  assert.equal(await causes(lost), 'string-in-other-charset');
  const others = await signNotification(paid, { key: 'x'.repeat(32) });
  assert.equal(await causes(others.body.toString('latin1')), 'other-partner-key');
  assert.equal(await causes(form.replace('TRADE_SUCCESS', 'TRADE_CLOSED')), '');
});

test('a flood of forged notifications leaves the program its time', async () => {
  const partner = createPartner(usual);
  const paidForm = 'notify_id=n1&sign_type=MD5&sign=601510b7970e52cc63db0f44997cf70e';
  const many = Array.from({ length: 6_000 }, (_, at) => `&a${at}=%41`).join('');
  const deep = `&x=${'%2525'.repeat(1_600)}`;
  // A body of 64 KiB kept a core busy for half a minute.
  for (const [form, count] of [
    [`${paidForm}${many}`, 1],
    [`${paidForm}${many.slice(0, 8_000)}`, 1],
    [`${paidForm}${deep}`, 100],
  ] as const) {
    const before = process.cpuUsage();
    for (let sent = 0; sent < count; sent++) {
      const verified = await partner.verifyNotification(Buffer.from(form));
      assert.equal(verified.outcome === 'rejected' && verified.error.problem, 'wrong-signature');
    }
    const { user, system } = process.cpuUsage(before);
    assert.ok(
      user + system < 8_000_000,
      `${user + system} µs for ${count} of ${form.length} bytes`,
    );
  }
});

test('one’s own key in place of the gateway’s', async () => {
  const own = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const gateways = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const pem = (keyObject: KeyObject, type: 'pkcs8' | 'spki') =>
    keyObject.export({ type, format: 'pem' }).toString();
  const partner = createPartner({
    ...usual,
    sign: {
      type: 'RSA2',
      privateKey: pem(own.privateKey, 'pkcs8'),
      gatewayKey: pem(gateways.publicKey, 'spki'),
    },
  });
  const signed = async (privateKey: KeyObject) => {
    const signing = { signType: 'RSA2', charset: 'UTF-8', keys: { privateKey } } as const;
    const fields = Object.entries({ ...paid, seller_id: usual.id });
    const form = encodeForm(await signParameters(fields, signing), 'UTF-8');
    return partner.verifyNotification(Buffer.from(form));
  };
  assert.equal((await signed(gateways.privateKey)).outcome, 'genuine');
  const wrong = await signed(own.privateKey);
  assert.match(wrong.outcome === 'rejected' ? wrong.error.message : '', /your own key/);
});

test('a body that was parsed throws, and one that was read is named', async () => {
  const partner = createPartner(usual);
  const parsed: unknown = { notify_id: '1', sign: 'x' };
  await assert.rejects(
    partner.verifyNotification(parsed as Uint8Array),
    /give the raw body, as bytes or as the request/,
  );
  const request = new Request('http://shop.example/', { method: 'POST', body: 'a=b' });
  await request.text();
  const verified = await partner.verifyNotification(request);
  assert.equal(verified.outcome === 'rejected' && verified.error.problem, 'body-already-read');
});

test('a charge that waits asks at once when its notification comes, and believes the reply', async () => {
  for (const isPaid of [true, false]) {
    const time = virtualTime();
    const gateway = memoryGateway({ key, time });
    const partner = createPartner({ ...usual, transport: gateway.transport, time });
    const handler = partner.notificationHandler(() => undefined);
    const { body, contentType } = await signNotification(paid, { key });
    const outcome = await partner.charge({
      id: 'T-1',
      amount: '39.25',
      currency: money('HKD', 0n).currency,
      subject: 'Tea',
      notifyUrl: 'https://shop.example/notify',
      show: () => {
        if (isPaid) gateway.orders.confirm('T-1');
        const headers = { 'content-type': contentType };
        const request = { method: 'POST', headers, body: new Uint8Array(body) };
        void handler.web(new Request('http://shop.example/', request));
      },
    });
    // A replayed notification is no payment.
    assert.equal(outcome.outcome, isPaid ? 'paid' : 'notPaid');
    if (!isPaid) continue;
    assert.deepEqual(gateway.calls, ['precreate', 'query']);
    assert.ok(time.monotonicMs() < 5_000);
  }
});

test('a notification that the gateway signed for another merchant is not believed', async () => {
  const own = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const gateways = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  let word: string | undefined = 'true';
  const sent: string[] = [];
  const transport: Transport = {
    async send({ body }) {
      sent.push(body);
      if (word === undefined) {
        return { isAnswered: false, failure: 'timed-out', isSent: true, message: 'silence' };
      }
      const bytes = Buffer.from(word);
      return { isAnswered: true, status: 200, contentType: 'text/plain', bytes };
    },
    close: () => undefined,
  };
  const partner = createPartner({
    ...usual,
    transport,
    retry: { tries: 1 },
    sellers: ['2088000000000002'],
    sign: {
      type: 'RSA2',
      privateKey: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      gatewayKey: gateways.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  });
  const told = async (fields: Readonly<Record<string, string>>) => {
    const keys = { privateKey: gateways.privateKey };
    const signing = { signType: 'RSA2', charset: 'UTF-8', keys } as const;
    const signed = await signParameters(Object.entries({ ...paid, ...fields }), signing);
    const verified = await partner.verifyNotification(Buffer.from(encodeForm(signed, 'UTF-8')));
    return verified.outcome === 'genuine' ? 'genuine' : verified.error.problem;
  };
  // The gateway signs for every partner with the same key.
  assert.equal(await told({ notify_id: 'n1', seller_id: '2088000000000009' }), 'other-partner');
  assert.equal(await told({ notify_id: 'n1', seller_id: usual.id }), 'genuine');
  assert.equal(await told({ notify_id: 'n1', seller_id: '2088000000000002' }), 'genuine');
  assert.deepEqual(sent, []);
  assert.equal(await told({ notify_id: 'n2' }), 'genuine');
  assert.match(sent[0] ?? '', /service=notify_verify&partner=2088000000000001&notify_id=n2/);
  word = 'false';
  assert.equal(await told({ notify_id: 'n2' }), 'other-partner');
  word = undefined;
  assert.equal(await told({ notify_id: 'n2' }), 'not-confirmed');
  assert.equal(await told({}), 'other-partner');
});
