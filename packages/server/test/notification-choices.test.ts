/**
 * Goal: an operator's notification settings take effect for partners; invalid ones are refused
 * before anything starts.
 * Method: `sampan start` as a child process, and a small receiver here.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Caller, callGateway } from '@sampan/demo';
import { readNotificationChoices } from '../src/main/notification-choices.ts';
import { answers, openReceiver } from './notification-world.ts';
import { type Environment, type RunningSampan, sampan, startSampan } from './sampan-process.ts';

interface Seen {
  /** From the planned start of the first attempt to the second's, in minutes. */
  readonly gap: number;
  readonly currency: string | undefined;
  /** Of the attempt that was made. */
  readonly error: string | undefined;
}

/** Starts a server and has a partner told of a payment, which its receiver does not acknowledge. */
async function tell(options: readonly string[], see: (seen: Seen, got: readonly Got[]) => void) {
  const server = await startSampan(['--demo', ...options]);
  const receiver = await openReceiver(answers('fail'));
  try {
    await payOrder(server, receiver.url);
    await server.ask('run', 'notifications');
    const { notifications } = await server.ask('notify', 'list');
    const [told] = notifications as [Told];
    const [attempt] = told.attempts;
    const gap = (Date.parse(told.nextAt) - Date.parse(attempt.plannedAt)) / 60_000;
    see({ gap, currency: told.fields['currency'], error: attempt.error }, receiver.got);
  } finally {
    await receiver.close();
    assert.equal(await server.stop(), 0);
  }
}

type Got = Awaited<ReturnType<typeof openReceiver>>['got'][number];

interface Told {
  readonly nextAt: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly attempts: readonly [{ readonly plannedAt: string; readonly error?: string }];
}

async function payOrder(server: RunningSampan, notifyUrl: string): Promise<void> {
  const partner = await server.ask('partner', 'create', '--contract', 'hk');
  const wallet = await server.ask('wallet', 'create', '--inst', 'ALIPAYHK', '--balance', '50.00');
  const caller: Caller = {
    gateway: String(server.addresses['gateway']),
    partnerId: String(partner['id']),
    contract: 'hk',
    md5Key: String(partner['md5Key']),
  };
  const { reply } = await callGateway(caller, '', 'alipay.acquire.precreate', {
    notify_url: notifyUrl,
    timestamp: '1456507704121',
    out_trade_no: 'order-1',
    subject: 'Tea',
    product_code: 'OVERSEAS_MBARCODE_PAY',
    trans_currency: 'HKD',
    currency: 'HKD',
    total_fee: '30.00',
  });
  await server.ask('wallet', 'scan', String(wallet['walletId']), String(reply.fields['qr_code']));
}

test('the other schedule, the live content type and the extras, by options', async () => {
  const options = ['--notify-content-type', 'as-seen-live', '--notify-hk-extras'];
  await tell(['--notify-schedule', 'help-centre', ...options], (seen, [got]) => {
    assert.deepEqual(seen, { gap: 4, currency: 'HKD', error: undefined });
    assert.equal(got?.form.get('payment_inst'), 'ALIPAYHK');
    assert.match(got?.contentType ?? '', /; text\/html; charset=utf-8$/);
  });
});

test('the own network refused in the sandbox, by the environment, with workers', async () => {
  process.env['SAMPAN_NOTIFY_OWN_NETWORK'] = 'refused';
  process.env['SAMPAN_NOTIFY_SCHEDULE'] = 'help-centre';
  try {
    await tell(['--workers', '2', '--notify-schedule', 'hong-kong'], ({ error, ...seen }, got) => {
      assert.match(error ?? '', /own network/);
      assert.deepEqual(seen, { gap: 2, currency: undefined }, 'options stand over the environment');
      assert.equal(got.length, 0);
    });
  } finally {
    delete process.env['SAMPAN_NOTIFY_OWN_NETWORK'];
    delete process.env['SAMPAN_NOTIFY_SCHEDULE'];
  }
});

test('without a decision the mode decides', () => {
  const input = { option: () => undefined, flag: () => false };
  assert.deepEqual(readNotificationChoices(input, {}), {});
  assert.deepEqual(readNotificationChoices(input, { SAMPAN_NOTIFY_SCHEDULE: '' }), {});
  const given: Environment = {
    SAMPAN_NOTIFY_HK_EXTRAS: '0',
    SAMPAN_NOTIFY_CONTENT_TYPE: 'standard',
  };
  assert.deepEqual(readNotificationChoices(input, given), {
    hongKongExtras: false,
    contentType: 'standard',
  });
});

const wrong: readonly (readonly [words: string, environment: Environment, says: RegExp])[] = [
  ['--notify-schedule daily', {}, /--notify-schedule must be hong-kong or help-centre/],
  ['--notify-content-type json', {}, /--notify-content-type must be standard or as-seen-live/],
  ['--notify-own-network yes', {}, /--notify-own-network must be allowed or refused/],
  ['', { SAMPAN_NOTIFY_SCHEDULE: 'daily' }, /SAMPAN_NOTIFY_SCHEDULE must be hong-kong or /],
  ['', { SAMPAN_NOTIFY_HK_EXTRAS: 'yes' }, /SAMPAN_NOTIFY_HK_EXTRAS must be 0 or 1/],
  ['', { SAMPAN_NOTIFY_OWN_NETWORK: 'no' }, /SAMPAN_NOTIFY_OWN_NETWORK must be allowed or /],
];

test('what cannot be meant ends with 2 and says why', async (t) => {
  for (const [words, environment, says] of wrong) {
    const given = words.split(' ').filter(Boolean);
    await t.test(`${words}${JSON.stringify(environment)}`, async () => {
      const { code, stdout, stderr } = await sampan(['start', ...given], environment);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
      assert.equal(stdout, '');
    });
  }
});

test('start explains the options and the variables', async () => {
  const { stdout } = await sampan(['start', '--help']);
  for (const name of ['schedule', 'content-type', 'hk-extras', 'own-network']) {
    assert.match(stdout, new RegExp(`--notify-${name}`));
    assert.ok(stdout.includes(`SAMPAN_NOTIFY_${name.replace('-', '_').toUpperCase()}`));
  }
});
