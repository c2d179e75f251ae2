/**
 * Goal: an operator pays partners out, and maintains the calendars, by command.
 * Method: every command runs as a child process against a sandbox, whose clock is moved over the
 * settlement of one payment for each of two partners.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { callGateway } from '@sampan/demo';
import { type RunningSampan, startSampan } from './sampan-process.ts';

let server: RunningSampan;
let folder: string;
const partners: string[] = [];
/** The day after the payments, on which they are settled. */
let day: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-payouts-'));
  server = await startSampan();
  const wallet = await server.ask('wallet', 'create', '--inst', 'ALIPAYHK', '--balance', '100.00');
  for (const order of ['one', 'two']) {
    const create = ['partner', 'create', '--contract', 'hk', '--calendars', 'none'];
    const { id, md5Key } = await server.ask(...create);
    partners.push(String(id));
    const { code } = await server.ask('wallet', 'code', String(wallet['walletId']));
    const caller = { gateway: String(server.addresses['gateway']), partnerId: String(id) };
    const paid = await callGateway(
      { ...caller, contract: 'hk', md5Key: String(md5Key) },
      'a payment',
      'alipay.acquire.overseas.spot.pay',
      {
        alipay_seller_id: String(id),
        trans_name: 'Tea',
        partner_trans_id: order,
        currency: 'HKD',
        trans_amount: '30.00',
        buyer_identity_code: String(code),
        identity_code_type: 'barcode',
        biz_product: 'OVERSEAS_MBARCODE_PAY',
      },
    );
    assert.ok(paid.succeeded, paid.reply.xml);
  }
  const { now } = await server.ask('clock', 'show');
  day = nextSettlement(String(now).slice(0, 10));
  await server.ask('clock', 'set', `${day}T16:00:00+08:00`);
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The first weekday after a day. */
function nextSettlement(today: string): string {
  const next = new Date(`${today}T00:00:00Z`);
  do next.setUTCDate(next.getUTCDate() + 1);
  while ([0, 6].includes(next.getUTCDay()));
  return next.toISOString().slice(0, 10);
}

const [ours, theirs] = [
  ['--holder', 'Campus Pay Ltd', '--account', '012-345-67890', '--bank', 'HSBCHKHH'],
  ['--holder', 'Café Müller & Co', '--account', 'DE89 3704 0044 0532 0130 00'],
];

test('an account is said, and shown as the bank will read it; a wrong one is refused', async () => {
  await server.ask('payout', 'source', 'HKD', ...ours);
  const unknown = await server.run('payout', 'source', 'XXX');
  assert.deepEqual([unknown.code, unknown.stdout], [2, '']);
  assert.match(unknown.stderr, /XXX is no currency of Sampan's/);
  const shown = await server.ask('payout', 'source', 'HKD');
  assert.equal(shown['account'], '012-345-67890');
  const [one = ''] = partners;
  const said = await server.ask('partner', 'payout', one, ...theirs);
  assert.equal(said['holder'], 'Cafe Muller + Co');
  const chinese = await server.run(
    'partner',
    'payout',
    one,
    '--holder',
    '茶餐廳',
    '--account',
    '1',
  );
  assert.equal(chinese.code, 2);
  assert.match(chinese.stderr, /Latin letters/);
});

test('a message is written once for each batch; asked for by number, it orders nothing', async () => {
  const [, two = ''] = partners;
  const [first, again, second] = ['first', 'again', 'second'].map((name) => join(folder, name));
  const told = await server.ask('payouts', day, '--out', String(first));
  assert.deepEqual(
    (told['orders'] as { payouts: number; total: string }[]).map(({ payouts, total }) => [
      payouts,
      total,
    ]),
    [[1, '30.00']],
  );
  await server.ask('partner', 'payout', two, ...theirs);
  const one = ['payouts', day, '--number', '1', '--out', String(again)];
  assert.equal(((await server.ask(...one))['orders'] as unknown[]).length, 1);
  assert.deepEqual(await readFile(String(again)), await readFile(String(first)));

  await server.ask('payouts', day, '--out', String(second));
  const [message, rest] = [
    await readFile(String(first), 'utf8'),
    await readFile(String(second), 'utf8'),
  ];
  assert.match(message, /<MsgId>SAMPAN-\d{8}-HKD-1<\/MsgId>/);
  assert.match(rest, /<MsgId>SAMPAN-\d{8}-HKD-2<\/MsgId>/);
});

test('a number without a file, and a message that is none, are refused', async () => {
  const noFile = await server.run('payouts', day, '--number', '1');
  assert.equal(noFile.code, 2);
  assert.match(noFile.stderr, /--number needs --out/);
  const none = await server.run('payouts', day, '--number', '9', '--out', join(folder, 'none'));
  assert.equal(none.code, 1);
  assert.match(none.stderr, /There is no message 9/);
});

test('a calendar says whether its year is arranged, and takes what an operator knows better', async () => {
  const known = await server.ask('calendar', 'list', '--year', '2026');
  assert.deepEqual(known['provisional'], []);
  // This year is not published yet.
  const ahead = await server.ask('calendar', 'list', '--year', '2098');
  assert.deepEqual(ahead['provisional'], ['cn']);
  const text = await server.run('calendar', 'list', '--year', '2098', '--calendar', 'cn');
  assert.match(text.stdout, /cn 2098: as far as we know it is not arranged yet/);
  const hk = await server.run('calendar', 'list', '--year', '2098', '--calendar', 'hk');
  assert.doesNotMatch(hk.stdout, /arranged/);

  await server.ask('calendar', 'set', 'cn', '2098-01-04', 'working', '--name', 'Instead');
  const days = (await server.ask('calendar', 'list', '--year', '2098'))['days'];
  const said = { calendar: 'cn', day: '2098-01-04', kind: 'working', name: 'Instead' };
  assert.deepEqual(
    (days as { day: string }[]).filter((each) => each.day === said.day),
    [said],
  );
  await server.ask('calendar', 'remove', 'cn', '2098-01-04');
  assert.equal((await server.run('calendar', 'remove', 'cn', '2098-01-04')).code, 1);
});
