/**
 * Goal: every result and error of the SDK can be logged and sent as JSON, and nothing is lost.
 * Method: each kind is made once, by a gateway in memory; all values in it are visited.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPartner, memoryStore, type PartnerOptions } from '@sampan/sdk';
import { MoneyFileError, readMoneyFile, reconcile, SftpError } from '@sampan/sdk/files';
import {
  memoryGateway,
  type Script,
  type ScriptedAnswer,
  signNotification,
  virtualTime,
} from '@sampan/sdk/testing';
import { cut, transactionText } from '../../protocol/test/money-files.ts';

const key = 'k'.repeat(32);
const code = '289216843756120934';
const terms = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Tea' } as const;
const refund = { id: 'T-1', refundId: 'R-1', amount: '39.25', currency: 'HKD' } as const;

function world(script: Script = {}, options: Partial<PartnerOptions> = {}) {
  const time = virtualTime();
  const gateway = memoryGateway({ key, time });
  const store = memoryStore();
  const events: unknown[] = [];
  const keep = (event: unknown): void => void events.push(event);
  const hooks = { onCall: keep, onState: keep, onAlarm: keep, onNotification: keep };
  const partner = createPartner({
    gateway: 'test',
    id: '2088000000000001',
    contract: 'hk',
    sign: { type: 'MD5', key },
    retry: { tries: 1 },
    transport: gateway.transport,
    time,
    store,
    hooks,
    ...options,
  });
  gateway.script(script);
  return { partner, store, events, gateway };
}

/** Throws at a value that JSON changes or loses. */
function visit(value: unknown, path: string): number {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return 1;
  if (typeof value === 'number' && Number.isFinite(value)) return 1;
  assert.equal(typeof value, 'object', `${path} is a ${typeof value}`);
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  assert.ok(isPlain, `${path} is no plain object`);
  return Object.entries(Object(value)).reduce(
    (sum, [name, each]) => sum + visit(each, `${path}.${name}`),
    0,
  );
}

const seen = new Set<string>();
let values = 0;

function check(kind: string, result: object): void {
  const parts: Readonly<Record<string, unknown>> = { ...result };
  const cause: Readonly<Record<string, unknown>> = { ...Object(parts['cause']) };
  const names = [kind, parts['outcome'], parts['by'], parts['why'], parts['state'], cause['kind']];
  seen.add(names.filter((name) => typeof name === 'string').join(' '));
  values += visit(result, kind);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
}

const answers: readonly ScriptedAnswer[] = [
  'usual',
  'pending',
  'not-sent',
  'lost',
  'lost-reply',
  'system-error',
  'forged',
  'damaged',
  'changed',
  'status-502',
  { refuse: 'BUYER_NOT_EXIST' },
  { refuse: 'A_NEW_CODE' },
];

test('calls, sales, refunds and their events', async () => {
  for (const answer of answers) {
    const { partner, events } = world({ pay: [answer], query: [answer, 'closed'] });
    check('call', await partner.services.query({ partner_trans_id: 'T-1' }));
    check('sale', await partner.collect(terms, code));
    const other = world({ refund: [answer] });
    await other.partner.collect(terms, code);
    check('refund', await other.partner.refund(refund));
    check('call', await other.partner.services.query({ partner_trans_id: 'T-1' }));
    for (const event of [...events, ...other.events]) check('event', Object(event));
  }
  const silent: readonly ScriptedAnswer[] = Array(60).fill('system-error');
  const lost = world({ pay: ['lost'], query: silent, cancel: silent, refund: silent });
  check('sale', await lost.partner.collect(terms, code));
  check('refund', await lost.partner.refund(refund));
  check('refund', await world().partner.refund({ ...refund, amount: '0.001' }));
  check('call', await world().partner.services.query({}));
  check('sale', await world().partner.collect(terms, '134567890123456789'));
  for await (const each of lost.partner.refunds()) check('refund', each);
  for (const event of lost.events) check('event', Object(event));
});

test('notifications, and why one is not believed', async () => {
  const { partner, events } = world();
  const fields = { out_trade_no: 'T-1', trade_status: 'TRADE_SUCCESS', something_new: '1' };
  for (const by of [key, `${key}x`]) {
    const { body, contentType } = await signNotification(fields, { key: by });
    check('notification', await partner.verifyNotification(body, { contentType }));
    const request = new Request('http://till.example/notify', {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: new Uint8Array(body),
    });
    await partner.notificationHandler(() => undefined).web(request);
  }
  for (const event of events) check('event', Object(event));
});

test('rows and breaks of files', async () => {
  const text = transactionText([{ kind: 'payment', id: 'T-1', amount: '39.25', fee: '0.24' }]);
  for await (const row of readMoneyFile(cut(text))) check('row', row);
  const { store, partner } = world();
  check('reconciled', await reconcile({ store, partner: partner.id, file: cut(text) }));
});

test('errors say in JSON what they say in words', () => {
  const damaged = new MoneyFileError({ line: 3, reason: 'no amount' });
  assert.deepEqual(JSON.parse(JSON.stringify(damaged)), {
    name: 'MoneyFileError',
    message: 'line 3: no amount',
    line: 3,
    reason: 'no amount',
  });
  const late = new SftpError('no-such-file', 'not yet', new Error('code 2'));
  assert.deepEqual(JSON.parse(JSON.stringify(late)), {
    name: 'SftpError',
    message: 'not yet',
    problem: 'no-such-file',
  });
});

test('every kind was there', (t) => {
  t.diagnostic(`${seen.size} kinds of results and events, ${values} values visited`);
  for (const kind of [
    'call success',
    'call refused sdk',
    'call refused service',
    'call unknown http-status',
    'call unknown unbelievable',
    'call unknown not-sent',
    'call unknown timed-out',
    'call unknown system-error',
    'sale paid',
    'sale notPaid refused',
    'sale notPaid not-sent',
    'sale notPaid closed',
    'sale unknown cancelling',
    'refund refunded',
    'refund notRefunded',
    'refund unknown',
    'notification genuine',
    'notification rejected',
  ]) {
    assert.ok(seen.has(kind), `${kind} is missing in ${[...seen].sort().join(', ')}`);
  }
});
