/**
 * Goal: the demo shows real exchanges of every product under both contracts, and can be repeated.
 * Method: `sampan demo` as a child process; its JSON is checked with the protocol's own functions.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { required, secret } from '@sampan/primitives';
import {
  readNotification,
  readRateFile,
  readReply,
  verifyReply,
  verifyRequest,
} from '@sampan/protocol';
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
  readonly kind: 'gateway' | 'wallet' | 'notification' | 'notify-verify' | 'rate-file';
  readonly title: string;
  readonly request: { readonly url: string; readonly parameters: Record<string, string> };
  readonly reply: {
    readonly xml: string;
    readonly text: string;
    readonly fields: Record<string, string>;
  };
}

interface DemoPartner {
  readonly id: string;
  readonly md5Key: string;
  readonly contract: string;
  readonly currency: string;
}

const demo = () =>
  server.addresses['demo'] as {
    partner: DemoPartner;
    partners: DemoPartner[];
    wallets: { loginId: string; currency: string }[];
  };

/** The key of the partner that a request or a notification names. */
const keysOf = (parameters: Readonly<Record<string, string>>) => {
  const id = parameters['partner'] ?? parameters['seller_id'];
  const partner = demo().partners.find((each) => each.id === id);
  return { md5Key: secret(required(partner, `a partner ${id}`).md5Key) };
};

/** Who asks, and for what. */
const atTheTeaHouse = [
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
const atTheSurfShop = [
  'rate-file forex_rate_file',
  'gateway alipay.acquire.overseas.spot.pay',
  'notification',
  'notify-verify notify_verify',
  'gateway alipay.acquire.overseas.query',
  'gateway alipay.acquire.overseas.spot.refund',
  'gateway alipay.acquire.overseas.spot.refund',
  'notification',
  'notify-verify notify_verify',
  'gateway alipay.acquire.refund.query',
  'gateway alipay.acquire.overseas.spot.pay',
  'gateway alipay.acquire.precreate',
  'wallet',
  'wallet',
  'notification',
  'notify-verify notify_verify',
  'gateway alipay.commerce.qrcode.create',
  'wallet',
  'wallet',
  'notification',
  'notify-verify notify_verify',
];

test('the demo plays all three products under both contracts, signed both ways', async () => {
  assert.equal(told['succeeded'], true);
  assert.equal(told['partner'], demo().partner.id);
  assert.deepEqual(
    told['partners'],
    demo().partners.map(({ id }) => id),
  );
  assert.deepEqual(
    exchanges.map(({ kind, request: { parameters } }) =>
      [kind, parameters['service'], parameters['status']].filter(Boolean).join(' '),
    ),
    [...atTheTeaHouse, ...atTheSurfShop],
  );
  for (const { kind, title, request, reply } of exchanges) {
    if (kind !== 'gateway' && kind !== 'rate-file') continue;
    const keys = keysOf(request.parameters);
    const parameters = new Map(Object.entries(request.parameters));
    assert.ok(await verifyRequest({ parameters, charset: 'UTF-8', replyCharset: 'UTF-8' }, keys));
    if (kind === 'rate-file') continue;
    const { error, result_code } = reply.fields;
    assert.equal(error ?? result_code ?? 'SUCCESS', expectedOf(title), title);
    const read = readReply(Buffer.from(reply.xml));
    assert.ok(read.ok && (await verifyReply(read.value, keys)), title);
  }
});

const expectedOf = (title: string): string =>
  /cannot take that wallet/.test(title) ? 'NOT_SUPPORT_PAYMENT_INST' : 'SUCCESS';

const of = (kind: Played['kind']) => exchanges.filter((each) => each.kind === kind);

test('start names a partner of each contract, and wallets in the currency of their kind', () => {
  const { partner, partners, wallets } = demo();
  assert.deepEqual(partner, partners[0]);
  assert.deepEqual(
    partners.map(({ contract, currency }) => `${contract} ${currency}`),
    ['hk HKD', 'global AUD'],
  );
  assert.deepEqual(
    wallets.map(({ loginId, currency }) => `${loginId} ${currency}`),
    ['852-90000001 HKD', '13900000001 CNY'],
  );
});

test('the shops receive notifications and verify them', async () => {
  const notifications = of('notification').map(({ request }) => request.parameters);
  for (const { request, reply } of of('notification')) {
    assert.equal(reply.text, 'success');
    const form = new URLSearchParams(request.parameters).toString();
    const read = await readNotification(form, undefined, keysOf(request.parameters));
    assert.ok(read.ok && read.value.notification.trade_status === 'TRADE_SUCCESS');
  }
  assert.deepEqual(
    notifications.map((each) =>
      ['total_fee', 'currency', 'forex_total_fee', 'refund_fee'].map((name) => each[name]),
    ),
    [
      ['30.00', undefined, undefined, undefined],
      ['25.50', undefined, undefined, undefined],
      ['36.90', 'AUD', '36.90', undefined],
      ['36.90', 'AUD', '36.90', '10.00'],
      ['25.00', 'AUD', '25.00', undefined],
      ['50.00', 'AUD', '10.25', undefined],
    ],
  );
  const [ofOrder, ofDesk] = notifications;
  assert.equal(ofOrder?.['extra_common_param'], 'desk-3');
  assert.deepEqual(JSON.parse(ofDesk?.['extra_common_param'] ?? ''), {
    desk: 'front',
    shift: 'morning',
  });
  assert.ok(of('notify-verify').every(({ reply }) => reply.text === 'true'));
});

test('buyers pay in their own currency, where their wallet is taken', () => {
  assert.deepEqual(
    of('wallet').map(({ reply: { fields } }) =>
      [fields['error'] ?? fields['status'], fields['charge'], fields['chargeCurrency']]
        .filter(Boolean)
        .join(' '),
    ),
    [
      'paid',
      'paid 21.39 CNY',
      'code-not-usable',
      'wallet-kind-not-accepted',
      'paid 121.94 CNY',
      'wallet-kind-not-accepted',
      // Priced in CNY: nothing is exchanged on the buyer’s side.
      'paid',
    ],
  );
});

test('a standard partner gets the rate of the day and the CNY amount, a Hong Kong one neither', () => {
  const [rates] = of('rate-file');
  const read = readRateFile(rates?.reply.text ?? '');
  assert.ok(read.ok && read.value.some(({ currency }) => currency === 'AUD'));
  const exchanged = of('gateway').map(({ request, reply: { fields } }) => [
    request.parameters['partner'],
    fields['exchange_rate'],
    fields['trans_amount_cny'] ?? fields['refund_amount_cny'],
    fields['payment_inst'],
  ]);
  const [hongKong, standard] = demo().partners.map(({ id }) => id);
  const told = exchanged.filter(([, ...fields]) => fields.some(Boolean));
  assert.deepEqual(told, [
    [hongKong, undefined, undefined, 'ALIPAYHK'],
    [hongKong, undefined, undefined, 'ALIPAYHK'],
    [hongKong, undefined, undefined, 'ALIPAYCN'],
    [standard, '4.87760000', '179.98', undefined],
    [standard, '4.87760000', '179.98', undefined],
    [standard, '4.87760000', '33.66', undefined],
    // Only accepted, but the rate is that of the payment.
    [standard, '4.87760000', '48.77', undefined],
  ]);
});

test('again it makes new payments, and a person can read them', async () => {
  const [first, second] = await Promise.all([server.run('demo'), server.run('demo')]);
  for (const { code, stdout, stderr } of [first, second]) {
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^1\. A buyer from Hong Kong pays 39\.25/);
    assert.match(stdout, /<result_code>SUCCESS<\/result_code>/);
    assert.match(stdout, /<trans_amount_cny>179\.98<\/trans_amount_cny>/);
    assert.match(stdout, /\n {5}\d{8}\|100030\|AUD\|4\.877600\|\n/);
    assert.equal(stdout.match(/signature of the reply: valid/g)?.length, of('gateway').length);
    assert.equal(stdout.match(/signature of the notification: valid/g)?.length, 6);
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
