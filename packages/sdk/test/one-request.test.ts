/**
 * Goal: a call with `tries: 1` is one request on the wire, whatever fails; its outcome is never
 * success or refusal without proof.
 * Method: a gateway that fails in every way, on new and on kept connections, and counts requests.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, test } from 'node:test';
import { createPartner, type Partner, type RetryPolicy } from '@sampan/sdk';
import {
  type Fault,
  type FaultyGateway,
  faults,
  faultyGateway,
  md5Key,
} from '../test-kit/faulty-gateway.ts';

let gateway: FaultyGateway;
let partner: Partner;

beforeEach(async () => {
  gateway = await faultyGateway();
});
afterEach(async () => {
  partner.close();
  await gateway.close();
});

function open(retry: Partial<RetryPolicy>, url = gateway.url): void {
  partner = createPartner({
    gateway: url,
    id: '2088000000000001',
    contract: 'hk',
    sign: { type: 'MD5', key: md5Key },
    timeouts: { connectMs: 2_000, replyMs: 150 },
    retry: { baseMs: 1, ...retry },
  });
}

const query = () => partner.services.query({ partner_trans_id: 'T-1' });

const expected: Readonly<Record<Fault, readonly string[]>> = {
  none: ['success'],
  // Before or after the connection stands; a kept one does not meet this fault.
  'reset before the request is read': ['not-sent', 'broken', 'success'],
  'reset after the request': ['broken'],
  'end after the request': ['broken'],
  silence: ['timed-out'],
  'half a head': ['broken'],
  'half a reply': ['broken'],
  'a changed byte': ['unbelievable'],
  'no signature': ['unbelievable'],
  'a page with status 200': ['unbelievable'],
  'status 500': ['http-status'],
  'status 502 without a body': ['http-status'],
  'system error': ['system-error'],
  unknown: ['pending'],
};

for (const fault of faults) {
  for (const connection of ['new', 'kept'] as const) {
    test(`${fault}, on a ${connection} connection: one request`, async () => {
      open({ tries: 1 });
      if (connection === 'kept') assert.equal((await query()).outcome, 'success');
      const before = gateway.requests;
      gateway.fault = fault;
      const result = await query();
      const told = result.outcome === 'unknown' ? result.cause.kind : result.outcome;
      assert.ok(expected[fault].includes(told), told);
      assert.equal(gateway.requests - before, 1);
      assert.equal(result.attempts.length, 1);
      assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
    });
  }
}

test('a kept connection that the gateway closed while it was idle: broken, and not sent again', async () => {
  open({ tries: 1 });
  for (let count = 0; count < 20; count++) {
    assert.equal((await query()).outcome, 'success');
    const before = { requests: gateway.requests, connections: gateway.connections };
    // The request is written before this program gets the end: EPIPE or ECONNRESET.
    gateway.hangUp();
    const result = await query();
    assert.ok(
      result.outcome === 'unknown' && result.cause.kind === 'broken',
      JSON.stringify(result),
    );
    assert.equal(result.attempts.length, 1);
    assert.deepEqual(before, { requests: gateway.requests, connections: gateway.connections });
  }
});

test('a connection that never stands: not sent, whatever the policy for broken ones', async () => {
  // It speaks no TLS, and never answers the greeting.
  open({ tries: 1 }, gateway.url.replace('http:', 'https:'));
  const result = await partner.services.query(
    { partner_trans_id: 'T-1' },
    { timeouts: { connectMs: 100, replyMs: 2_000 } },
  );
  assert.ok(result.outcome === 'unknown');
  assert.deepEqual([result.cause.kind, result.cause.isSent], ['not-sent', false]);
  assert.deepEqual([gateway.requests, gateway.connections], [0, 1]);
});

test('a policy repeats exactly after the causes that it names', async () => {
  gateway.fault = 'status 500';
  open({ tries: 3, on: ['http-status'] });
  assert.equal((await query()).attempts.length, 3);
  assert.equal(gateway.requests, 3);
  gateway.fault = 'reset after the request';
  assert.equal((await query()).attempts.length, 1);
  assert.equal(gateway.requests, 4);
});

test('pending is an answer, and is not repeated', async () => {
  gateway.fault = 'unknown';
  open({ tries: 3 });
  assert.equal((await query()).attempts.length, 1);
});

test('without a connection nothing was sent, and the result says so', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  await once(closed, 'close');
  open({ tries: 1 }, `http://127.0.0.1:${port}/gateway.do`);
  const result = await query();
  assert.ok(result.outcome === 'unknown');
  assert.deepEqual(
    { kind: result.cause.kind, isSent: result.cause.isSent },
    { kind: 'not-sent', isSent: false },
  );
});

test('the caller’s signal ends the wait, and says that the gateway may have got it', async () => {
  gateway.fault = 'silence';
  open({ tries: 3 });
  const stop = new AbortController();
  const asked = partner.services.query({ partner_trans_id: 'T-1' }, { signal: stop.signal });
  const seen = async (): Promise<void> => {
    while (gateway.requests === 0) await new Promise((resolve) => setImmediate(resolve));
  };
  await seen();
  stop.abort();
  const result = await asked;
  assert.ok(result.outcome === 'unknown');
  assert.deepEqual([result.cause.kind, result.cause.isSent], ['aborted', true]);
  assert.equal(gateway.requests, 1);
});
