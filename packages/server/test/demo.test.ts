/**
 * Goal: the demo shows real exchanges of every product that a newcomer can follow, as often as one
 * likes.
 * Method: `sampan demo` as a child process; its JSON is checked with the protocol's own functions.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { secret } from '@sampan/primitives';
import { readNotification, readReply, verifyReply, verifyRequest } from '@sampan/protocol';
import { type RunningSampan, startSampan } from './sampan-process.ts';

let server: RunningSampan;
let told: Readonly<Record<string, unknown>>;
let exchanges: Played[];
before(async () => {
  server = await startSampan(['--demo']);
  told = await server.ask('demo');
  exchanges = told['exchanges'] as Played[];
});
after(() => server.stop());

interface Played {
  readonly kind: 'gateway' | 'wallet' | 'notification' | 'notify-verify';
  readonly title: string;
  readonly request: { readonly url: string; readonly parameters: Record<string, string> };
  readonly reply: {
    readonly xml: string;
    readonly text: string;
    readonly fields: Record<string, string>;
  };
}

/** Who asks, and for what. */
const story = [
  'gateway alipay.acquire.overseas.spot.pay',
  'gateway alipay.acquire.overseas.query',
  'gateway alipay.acquire.overseas.spot.refund',
  'gateway alipay.acquire.overseas.spot.pay',
  'gateway alipay.acquire.cancel',
  'gateway alipay.acquire.precreate',
  'wallet',
  'notification',
  'notify-verify notify_verify',
  'gateway alipay.commerce.qrcode.create',
  'wallet',
  'notification',
  'notify-verify notify_verify',
  'gateway alipay.commerce.qrcode.modifyStatus STOP',
  'wallet',
  'gateway alipay.commerce.qrcode.modifyStatus RESTART',
  'gateway alipay.commerce.qrcode.modifyStatus DELETE',
];

test('the demo plays all three products, signed both ways', async () => {
  const { demo } = server.addresses as {
    demo: { partner: { id: string; md5Key: string }; wallets: { loginId: string }[] };
  };
  assert.equal(told['succeeded'], true);
  assert.equal(told['partner'], demo.partner.id);
  assert.deepEqual(
    exchanges.map(({ kind, request: { parameters } }) =>
      [kind, parameters['service'], parameters['status']].filter(Boolean).join(' '),
    ),
    story,
  );
  const keys = { md5Key: secret(demo.partner.md5Key) };
  for (const { kind, title, request, reply } of exchanges) {
    if (kind !== 'gateway') continue;
    assert.equal(reply.fields['result_code'] ?? 'SUCCESS', 'SUCCESS', title);
    const read = readReply(Buffer.from(reply.xml));
    assert.ok(read.ok && (await verifyReply(read.value, keys)), title);
    const parameters = new Map(Object.entries(request.parameters));
    assert.ok(await verifyRequest({ parameters, charset: 'UTF-8', replyCharset: 'UTF-8' }, keys));
  }
});

test('the shop is told of both payments, and verifies what it is told', async () => {
  const of = (kind: Played['kind']) => exchanges.filter((each) => each.kind === kind);
  const [ofOrder, ofDesk] = of('notification').map(({ request }) => request.parameters);
  const keys = { md5Key: secret(demoKey()) };
  for (const { request, reply } of of('notification')) {
    assert.equal(reply.text, 'success');
    const form = new URLSearchParams(request.parameters).toString();
    const read = await readNotification(form, undefined, keys);
    assert.ok(read.ok && read.value.notification.trade_status === 'TRADE_SUCCESS');
  }
  assert.deepEqual(
    [ofOrder?.['total_fee'], ofOrder?.['extra_common_param'], ofDesk?.['total_fee']],
    ['30.00', 'desk-3', '25.50'],
  );
  assert.deepEqual(JSON.parse(ofDesk?.['extra_common_param'] ?? ''), {
    desk: 'front',
    shift: 'morning',
  });
  assert.deepEqual(
    of('notify-verify').map(({ reply }) => reply.text),
    ['true', 'true'],
  );
  const [atTill, atDesk, stopped] = of('wallet').map(({ reply }) => reply.fields);
  assert.deepEqual([atTill?.['status'], atDesk?.['status']], ['paid', 'paid']);
  assert.equal(stopped?.['error'], 'code-not-usable');
});

function demoKey(): string {
  const { demo } = server.addresses as { demo: { partner: { md5Key: string } } };
  return demo.partner.md5Key;
}

test('again it makes new payments, and a person can read them', async () => {
  const [first, second] = await Promise.all([server.run('demo'), server.run('demo')]);
  for (const { code, stdout, stderr } of [first, second]) {
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^1\. A buyer from Hong Kong pays 39\.25/);
    assert.match(stdout, /<result_code>SUCCESS<\/result_code>/);
    assert.equal(stdout.match(/signature of the reply: valid/g)?.length, 10);
    assert.equal(stdout.match(/signature of the notification: valid/g)?.length, 2);
    assert.match(stdout, /All of it succeeded\.\n$/);
    assert.ok(!stdout.includes('\u001b['), 'no colours in a pipe');
  }
  const audit = await server.ask('audit');
  assert.equal(audit['holds'], true);
});

test('what the demo has paid is seen in its wallets and trades', async () => {
  const [paid, , , cancelled] = exchanges;
  const trade = (played: Played | undefined) => String(played?.reply.fields['alipay_trans_id']);
  const [refunded, undone, shown, wallet] = await Promise.all([
    server.ask('trade', 'show', trade(paid)),
    server.ask('trade', 'show', trade(cancelled)),
    server.run('trade', 'show', trade(paid)),
    server.run('wallet', 'show', '852-90000001'),
  ]);
  assert.deepEqual(
    [refunded['status'], refunded['amount'], refunded['refunded']],
    ['paid', '39.25', '10.00'],
  );
  assert.equal((refunded['entries'] as unknown[]).length, 2);
  assert.deepEqual([undone['status'], undone['closedBy']], ['closed', 'cancel']);
  assert.match(shown.stdout, /Refunds:\n.*done.*10\.00 {2}HKD/);
  assert.match(
    wallet.stdout,
    /Last trades, newest first:\n(.*\n)*.*paid {2}39\.25 {2}HKD {2}Milk tea/,
  );
});
