/**
 * Goal: an exchange can be inspected later, byte for byte, and an interposition can act before or
 * after the business.
 * Method: a gateway over real sockets with recording and interposition; each record is compared
 * with the sent and received bytes, each interposition with the stored rows.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { canonicalString } from '@sampan/protocol';
import type { Call, Exchange, Instead } from '#gateway';
import { payment, query } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld, signedRequest } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
const records: Exchange[] = [];
type Scenario = (call: Call) => Instead | undefined | Promise<Instead | undefined>;
let scenario: { before?: Scenario; after?: Scenario } = {};

before(async () => {
  world = await gatewayWorld({
    recording: { onExchange: (exchange) => records.push(exchange), timers: systemTimers },
    interposition: {
      before: (call) => scenario.before?.(call),
      after: (call) => scenario.after?.(call),
    },
  });
  partner = await world.partner();
});
after(() => world.close());
afterEach(() => {
  scenario = {};
});

let orders = 0;
async function paying() {
  const code = await world.code(await world.wallet('100.00'));
  const order = `exchange-${++orders}`;
  return { order, asked: payment(partner, code, { partner_trans_id: order }) };
}

/** The one record that the work leaves. */
async function recordOf(work: () => Promise<unknown>): Promise<Exchange> {
  const known = records.length;
  await work();
  assert.equal(records.length, known + 1);
  return records.at(-1) as Exchange;
}

const verdicts = ({ checks }: Exchange) => checks.map(({ name, reason }) => reason ?? name);
const status = async (order: string) => (await world.ask(partner, query(order))).fields;

test('an accepted request: what arrived, each check, the signed string, what was answered', async () => {
  const { asked } = await paying();
  const sent = await signedRequest({ partner, ...asked });
  let answered: Buffer | undefined;
  const record = await recordOf(async () => {
    answered = (await world.send(sent.query, sent.body)).bytes;
  });
  assert.equal(record.request.query, sent.query);
  assert.equal(String(record.request.body), sent.body);
  assert.equal(record.read?.charset, 'UTF-8');
  assert.deepEqual(verdicts(record), [
    ...['reading', 'service', 'partner', 'contract', 'sign-type', 'key', 'signature'],
    ...['parameters', 'age'],
  ]);
  assert.equal(record.signed, record.read?.parameters);
  assert.deepEqual(record.reply?.body, answered);
  assert.equal(record.refusal, undefined);
  assert.equal(record.receivedAt, world.machine.now());
  assert.ok(record.tookMs >= 0);
});

test('a wrong signature: the string that we have signed, and where it ended', async () => {
  const { asked } = await paying();
  const record = await recordOf(() =>
    world.ask(partner, { ...asked, sign_type: 'MD5', sign: 'a'.repeat(32) }),
  );
  assert.deepEqual(record.checks.at(-1), {
    name: 'signature',
    reason: 'sign does not match (MD5, UTF-8)',
  });
  assert.match(canonicalString(record.signed ?? []), /^_input_charset=UTF-8&alipay_seller_id=/);
  assert.equal(record.refusal?.code, 'ILLEGAL_SIGN');
  assert.equal(record.refusal?.exchange, record.id);
});

test('what cannot be read leaves its bytes and the reason', async () => {
  const record = await recordOf(() => world.send('memo=one&memo=two'));
  assert.deepEqual(record.checks, [{ name: 'reading', reason: 'two values of memo' }]);
  assert.equal(record.read, undefined);
  assert.equal(record.request.query, 'memo=one&memo=two');
});

test('a refusal of the business passes every check', async () => {
  const record = await recordOf(() => world.ask(partner, query('never-made')));
  assert.equal(record.checks.at(-1)?.name, 'age');
  assert.equal(record.refusal?.level, 'business');
});

test('an answer before the business stores nothing', async () => {
  const { order, asked } = await paying();
  scenario.before = ({ service, parameters, partner: { id } }) => {
    assert.deepEqual(
      [service, parameters.get('partner_trans_id'), id],
      [asked.service, order, partner],
    );
    return { answer: 'BUYER_BALANCE_NOT_ENOUGH', reason: 'a scenario' };
  };
  scenario.after = () => assert.fail('the business was not done');
  const before = await world.rows();
  const record = await recordOf(async () => {
    const { fields, signed } = await world.ask(partner, asked);
    assert.deepEqual([fields.result_code, fields.error], ['FAILED', 'BUYER_BALANCE_NOT_ENOUGH']);
    assert.equal(signed, true);
  });
  assert.equal(record.refusal?.reason, 'a scenario');
  assert.deepEqual(await world.rows(), before);
});

test('an answer after the business is another one, and the money has moved', async () => {
  const { order, asked } = await paying();
  scenario.after = () => ({ answer: 'outcome-unknown', reason: 'a scenario' });
  const { fields } = await world.ask(partner, asked);
  assert.equal(fields.result_code, 'UNKNOW');
  scenario = {};
  assert.equal((await status(order)).alipay_trans_status, 'TRADE_SUCCESS');
});

for (const [when, isPaid] of [
  ['before', false],
  ['after', true],
] as const) {
  test(`a connection that is cut ${when} the commit`, async () => {
    const { order, asked } = await paying();
    scenario[when] = () => ({ drop: true });
    const record = await recordOf(() => assert.rejects(world.ask(partner, asked)));
    assert.equal(record.reply, undefined);
    scenario = {};
    const { alipay_trans_status } = await status(order);
    assert.equal(alipay_trans_status === 'TRADE_SUCCESS', isPaid);
  });
}

test('a scenario that takes its time delays the request', async () => {
  const { asked } = await paying();
  let release: (value: undefined) => void = () => undefined;
  const reached = new Promise<void>((arrive) => {
    scenario.before = () => {
      arrive();
      return new Promise((resolve) => {
        release = resolve;
      });
    };
  });
  let isAnswered = false;
  const asking = world.ask(partner, asked).then(({ fields }) => {
    isAnswered = true;
    return fields;
  });
  await reached;
  assert.equal(isAnswered, false);
  release(undefined);
  assert.equal((await asking).result_code, 'SUCCESS');
});
