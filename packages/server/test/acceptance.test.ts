/**
 * Goal: a merchant's program that is right passes every acceptance case, and what it has done shows it.
 * Method: the program sells with the SDK in a world of a real sandbox, whose clock its pauses move; scenarios
 * pretend what goes wrong. Each story takes a case from "not tried" to "passed". They are in one file, because the last
 * tests judge the board that all of them have made.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CaseVerdictView } from '@sampan/api';
import { required } from '@sampan/primitives';
import { fetchFile } from '@sampan/sdk/files';
import type { TestWallet } from '@sampan/sdk/testing';
import { type AcceptanceWorld, acceptanceWorld, type Program } from './acceptance-world.ts';
import { shopData } from './worlds-here.ts';

let world: AcceptanceWorld;
let wallet: TestWallet;
const programs: Program[] = [];
before(async () => {
  world = await acceptanceWorld();
  wallet = await world.wallet({ balance: '50000.00' });
});
after(() => world.close());

const dayMs = 86_400_000;
const pay = 'alipay.acquire.overseas.spot.pay';
const sale = { amount: '39.25', currency: 'HKD', subject: 'Flat white', shop: shopData } as const;

/** What a program does so that a case goes from "not tried" to "passed". */
function story(id: string, name: string, work: () => Promise<void>): void {
  test(`${id}: ${name}`, async () => {
    const before = await caseOf(id);
    assert.equal(before.result, 'not tried', JSON.stringify(before));
    await work();
    await passes(id);
  });
}

/** Asks until it is so: a notification is delivered, and recorded, a moment after its payment. */
async function eventually<Found>(
  ask: () => Promise<Found>,
  isSo: (found: Found) => boolean,
): Promise<Found> {
  const untilMs = performance.now() + 20_000;
  let found = await ask();
  while (!isSo(found) && performance.now() < untilMs) found = await ask();
  assert.ok(isSo(found), JSON.stringify(found));
  return found;
}

const caseOf = async (id: string, program = world.program): Promise<CaseVerdictView> =>
  required((await world.board(program.partner))[id], 'it is a case');

async function passes(id: string): Promise<void> {
  const { evidence } = await eventually(
    () => caseOf(id),
    ({ result }) => result === 'passed',
  );
  assert.ok(evidence.length > 0);
}

test('before anything is tried, the board says how to try it', async () => {
  const board = Object.values(await world.board());
  assert.deepEqual(
    board.map(({ id }) => id).join(' '),
    'SPOT-001 SPOT-002 SPOT-003 SPOT-004 SPOT-005 SPOT-006 TQR-1 TQR-2 TQR-3 TQR-4 TQR-5 TQR-6 ' +
      'MQR-1 MQR-2 MQR-3 MQR-4 MQR-5 REC-1 HK-1 HK-2',
  );
  for (const { id, result, next, evidence } of board) {
    assert.equal(result, id === 'HK-2' ? 'not applicable' : 'not tried', id);
    assert.equal(next === undefined, id === 'HK-2', id);
    assert.deepEqual(evidence, [], id);
  }
});

story('SPOT-001', 'a direct payment', async () => {
  const paid = await world.program.partner.collect({ ...sale, id: 'S-1' }, await wallet.code());
  assert.equal(paid.outcome, 'paid', JSON.stringify(paid));
});

story('SPOT-002', 'a code of 24 digits', async () => {
  const shown = await world.here.admin(
    'POST',
    `/admin/wallets/${wallet.id}/codes`,
    { digits: 24 },
    world.world,
  );
  const paid = await world.program.partner.collect(
    { ...sale, id: 'S-2' },
    String(shown.body['code']),
  );
  assert.equal(paid.outcome, 'paid', JSON.stringify(paid));
});

story('SPOT-003', 'the buyer types a password', async () => {
  const asking = await world.wallet({ asksAbove: '1.00' });
  let pauses = 0;
  world.whilePausing(async () => {
    pauses += 1;
    if (pauses === 3) await asking.confirm();
    return pauses < 3;
  });
  const paid = await world.program.partner.collect({ ...sale, id: 'S-3' }, await asking.code());
  assert.equal(paid.outcome, 'paid', JSON.stringify(paid));
});

story('SPOT-004', 'the buyer never confirms', async () => {
  const asking = await world.wallet({ asksAbove: '1.00' });
  const ended = await world.program.partner.collect({ ...sale, id: 'S-4' }, await asking.code());
  assert.equal(ended.outcome, 'notPaid', JSON.stringify(ended));
});

story('SPOT-005', 'SYSTEM_ERROR although it is paid', async () => {
  const answers = await world.scenario({
    when: { service: pay },
    then: [{ answer: 'SYSTEM_ERROR', although: 'paid' }],
  });
  const paid = await world.program.partner.collect({ ...sale, id: 'S-5' }, await wallet.code());
  assert.equal(paid.outcome, 'paid', JSON.stringify(paid));
  await answers.clear();
});

story('SPOT-006', 'no answer, and nothing stored', async () => {
  const silence = await world.scenario({ when: { service: pay }, then: [{ drop: 'before' }] });
  const ended = await world.program.partner.collect({ ...sale, id: 'S-6' }, await wallet.code());
  assert.equal(ended.outcome, 'notPaid', JSON.stringify(ended));
  await silence.clear();
});

/** A sale by order code that the buyer scans and pays. */
async function charged(id: string, program: Program = world.program): Promise<void> {
  const scans: Promise<void>[] = [];
  const paid = await program.partner.charge({
    ...sale,
    id,
    notifyUrl: program.notifyUrl,
    show: ({ qrCode }) => void scans.push(wallet.scan(qrCode)),
  });
  await Promise.all(scans);
  assert.equal(paid.outcome, 'paid', JSON.stringify(paid));
}

story('TQR-1', 'scan and pay', async () => {
  await charged('Q-1');
});

story('TQR-2', 'no buyer scans', async () => {
  const ended = await world.program.partner.charge({ ...sale, id: 'Q-2', show: () => undefined });
  assert.equal(ended.outcome, 'notPaid', JSON.stringify(ended));
});

for (const [id, name, step] of [
  ['TQR-3', 'the notification is lost', { lose: true }],
  ['TQR-4', 'the notification comes twice', { repeat: 1 }],
  ['TQR-5', 'the notification is forged', { corrupt: 'signature' }],
] as const) {
  story(id, name, async () => {
    const pretended = await world.scenario({
      when: { notification: 'paid' },
      then: [{ ...step, times: 1 }, 'pass'],
    });
    await charged(`Q-${id}`);
    await eventually(
      () => pretended.hits(),
      ({ hits }) => hits > 0,
    );
    await pretended.clear();
  });
}

story('TQR-6', 'the same order with another amount', async () => {
  const order = {
    out_trade_no: 'Q-6',
    subject: 'Two flat whites',
    product_code: 'OVERSEAS_MBARCODE_PAY',
    trans_currency: 'HKD',
    currency: 'HKD',
  } as const;
  const { precreate, cancel } = world.program.partner.services;
  assert.equal((await precreate({ ...order, total_fee: '10.00' })).outcome, 'success');
  assert.equal((await precreate({ ...order, total_fee: '20.00' })).outcome, 'refused');
  assert.equal((await cancel({ out_trade_no: 'Q-6' })).outcome, 'success');
});

const desk = { ...shopData, trans_currency: 'HKD', currency: 'HKD' } as const;

async function codeOf(
  shop: Parameters<typeof world.program.partner.merchantCode>[0],
): Promise<string> {
  const made = await world.program.partner.merchantCode(shop, {
    notifyUrl: world.program.notifyUrl,
  });
  assert.equal(made.outcome, 'success', JSON.stringify(made));
  return String('reply' in made && made.reply.qrcode);
}

story('MQR-1', 'two values of a shop, and an existing one', async () => {
  const values = [
    await codeOf(desk),
    await codeOf({ ...desk, channel_fee: { type: 'RATE', value: '0.01' } }),
    await codeOf(desk),
  ];
  assert.equal(new Set(values).size, 2);
});

story('MQR-2', 'stop, restart, pay, delete', async () => {
  const code = await codeOf({ ...desk, store_id: 'S-2' });
  const change = async (status: 'STOP' | 'RESTART' | 'DELETE') => {
    const fields = { biz_type: 'OVERSEASHOPQRCODE', qrcode: code, status } as const;
    const changed = await world.program.partner.call('alipay.commerce.qrcode.modifyStatus', fields);
    assert.equal(changed.outcome, 'success', JSON.stringify(changed));
  };
  await change('STOP');
  await assert.rejects(wallet.scan(code, '12.00'), /code/);
  await change('RESTART');
  await wallet.scan(code, '12.00');
  await change('DELETE');
  await assert.rejects(wallet.scan(code, '12.00'), /code/);
});

story('MQR-3', 'the passback comes back', async () => {
  const passback_parameters = { desk: '3' };
  await wallet.scan(await codeOf({ ...desk, store_id: 'S-3', passback_parameters }), '13.00');
});

/** The partner's id of the newest payment of a shop's code: the gateway has chosen it. */
async function shopOrder(amount: string): Promise<string> {
  await wallet.scan(
    await codeOf({ ...desk, store_id: `S-${Number.parseInt(amount, 10)}` }),
    amount,
  );
  const { body } = await world.here.admin('GET', '/admin/trades?limit=1', undefined, world.world);
  return String(Object(body['items'])[0].partnerTransId);
}

story('MQR-4', 'refunds in parts, more than is left, and the rest', async () => {
  const id = await shopOrder('30.00');
  const refund = async (refundId: string, amount: string) =>
    (await world.program.partner.refund({ id, refundId, amount, currency: 'HKD' })).outcome;
  assert.equal(await refund('R-1', '10.00'), 'refunded');
  assert.equal(await refund('R-2', '25.00'), 'notRefunded');
  assert.equal(await refund('R-3', '20.00'), 'refunded');
});

story('MQR-5', 'cancel after midnight, then a refund', async () => {
  const id = await shopOrder('31.00');
  await world.pass(dayMs);
  const late = await world.program.partner.services.cancel({ out_trade_no: id });
  assert.equal(late.outcome, 'refused', JSON.stringify(late));
  const terms = { id, refundId: 'R-5', amount: '31.00', currency: 'HKD' } as const;
  assert.equal((await world.program.partner.refund(terms)).outcome, 'refunded');
});

story('REC-1', 'both files', async () => {
  const { here } = world;
  const { partner } = world.program;
  await world.pass(5 * dayMs);
  const password = 'a password for files';
  const path = `/admin/partners/${partner.id}/sftp`;
  await here.admin('PUT', path, { password }, world.world);
  const listed = await here.admin(
    'GET',
    `/admin/files?partner=${partner.id}`,
    undefined,
    world.world,
  );
  const names: readonly string[] = Object(listed.body['items']).map(
    ({ name }: { name: string }) => name,
  );
  const [host = '', port] = here.server.sftp.split(':');
  const access = {
    ...{ host, port: Number(port), username: partner.id, password },
    hostKey: here.server.sftpHostKey,
  };
  for (const kind of ['transaction', 'settlement']) {
    const name = required(
      names.find((each) => each.includes(kind)),
      `there is a ${kind} file`,
    );
    let size = 0;
    for await (const chunk of fetchFile(access, `/${name}`)) size += chunk.length;
    assert.ok(size > 0);
  }
});

test('a download is an exchange, without the contents of the file', async () => {
  const listed = await world.sampan('requests', '--kind', 'download', '--json');
  const { requests } = JSON.parse(listed.stdout);
  assert.deepEqual(
    requests.map(({ service, result }: { service: string; result: string }) => [service, result]),
    [
      ['download', 'success'],
      ['download', 'success'],
    ],
  );
  const { id } = requests[0];
  const shown = await world.sampan('requests', 'show', id);
  assert.match(shown.stdout, /^ *file +\d{16}_settlement_\d{8}\.txt$/m);
  assert.doesNotMatch(shown.stdout, /Request|Sent|reply/);
  for (const [words, says] of [
    [['requests', 'again', id], /fetched over SFTP, by the partner/],
    [['requests', 'show', id, '--as', 'curl'], /fetched over SFTP; there is no request/],
    [['explain', id], /is a download; explain takes requests/],
  ] as const) {
    const refused = await world.sampan(...words);
    assert.notEqual(refused.code, 0, words.join(' '));
    assert.match(refused.stderr, says);
  }
});

story('HK-1', 'payers of both wallets', async () => {
  for (const inst of ['ALIPAYHK', 'ALIPAYCN'] as const) {
    const payer = await world.wallet({ inst });
    const paid = await world.program.partner.collect(
      { ...sale, id: `H-${inst}` },
      await payer.code(),
    );
    assert.equal(paid.outcome, 'paid', JSON.stringify(paid));
    const asked = await world.program.partner.services.query({ partner_trans_id: `H-${inst}` });
    assert.equal('reply' in asked && asked.reply.payment_inst, inst);
  }
});

test('HK-2: a wallet that the contract does not accept', async () => {
  const { partner } = await world.open('global');
  const ended = await partner.collect({ ...sale, currency: 'USD', id: 'G-1' }, await wallet.code());
  assert.equal(ended.outcome, 'notPaid', JSON.stringify(ended));
  const board = await world.board(partner);
  assert.equal(board['HK-2']?.result, 'passed', JSON.stringify(board['HK-2']));
  assert.equal(board['HK-1']?.result, 'not applicable');
});

test('a careless program fails, for what it does', async () => {
  const careless = await world.open('hk', 'ok');
  programs.push(careless);
  const { partner } = careless;
  const { shop: _, ...anywhere } = sale;
  await partner.collect({ ...anywhere, id: 'C-1' }, await wallet.code());
  await charged('C-2', careless);
  const answers = await world.scenario({
    when: { service: pay },
    then: [{ answer: 'SYSTEM_ERROR' }],
  });
  const fields = {
    alipay_seller_id: partner.id,
    trans_name: 'Flat white',
    currency: 'HKD',
    trans_amount: '39.25',
    buyer_identity_code: await wallet.code(),
    identity_code_type: 'barcode',
    biz_product: 'OVERSEAS_MBARCODE_PAY',
  } as const;
  await partner.services.spotPay({ ...fields, partner_trans_id: 'C-3' }, { retry: { tries: 1 } });
  await partner.services.spotPay({ ...fields, partner_trans_id: 'C-4' }, { retry: { tries: 1 } });
  await answers.clear();
  const forged = await world.scenario({
    when: { notification: 'paid' },
    then: [{ corrupt: 'amount' }],
  });
  await charged('C-5', careless);
  const reason = async (id: string) => (await caseOf(id, careless)).reason;
  await eventually(
    () => reason('TQR-5'),
    (found) => found !== undefined,
  );
  await forged.clear();
  assert.deepEqual(await Promise.all(['SPOT-001', 'SPOT-005', 'TQR-1', 'TQR-5'].map(reason)), [
    'extend_info has no store_id and secondary_merchant_id',
    'after SYSTEM_ERROR the same code was charged again as order C-4',
    'the notification was answered “ok”, not “success”',
    'the forged notification was answered “ok”, not “fail”',
  ]);
});

test('the command shows the board, for people and for a build', async () => {
  const { partner } = world.program;
  const all = await world.sampan('accept', '--partner', partner.id);
  assert.equal(all.code, 0, all.stderr);
  const lines = all.stdout.split('\n');
  assert.deepEqual(
    lines.filter((line) => line.length > 80),
    [],
    'it fits a terminal',
  );
  assert.equal(lines[0], `Partner ${partner.id}, contract hk`);
  assert.match(all.stdout, /^Barcode payment +6 of 6$/m);
  assert.match(all.stdout, /^ {2}✓ SPOT-001 {2}direct payment +S-1 {2}\d{4}-\d\d-\d\d \d\d:\d\d$/m);
  assert.match(all.stdout, /^ {2}– HK-2 {6}a wallet that is not accepted +not applicable$/m);
  assert.equal(lines.at(-2), '19 passed, 0 failed, 1 not applicable');

  const { partner: careless } = required(programs[0], 'a program was careless');
  const failing = await world.sampan('accept', '--partner', careless.id);
  assert.equal(failing.code, 1, 'a build fails');
  assert.deepEqual(
    failing.stdout.split('\n').filter((line) => line.length > 80),
    [],
  );
  assert.match(failing.stdout, /✗ SPOT-001 .* failed\n +why {2}extend_info has no store_id and/);
  const one = await world.sampan(
    'accept',
    '--partner',
    careless.id,
    '--case',
    'SPOT-001',
    '--junit',
  );
  assert.equal(one.code, 1);
  assert.match(
    one.stdout,
    /<testsuite name="acceptance of \d{16}" tests="1" failures="1" skipped="0">\n {2}<testcase classname="barcode payment" name="SPOT-001 direct payment"><failure message="extend_info has no store_id and secondary_merchant_id">Send store_id and secondary_merchant_id with every payment. Exchanges: \w{20}<\/failure>/,
  );
  const json = await world.sampan('accept', '--partner', partner.id, '--case', 'TQR', '--json');
  assert.equal(json.code, 0);
  const { cases } = JSON.parse(json.stdout) as { readonly cases: readonly { id: string }[] };
  assert.deepEqual(
    cases.map(({ id }) => id),
    [1, 2, 3, 4, 5, 6].map((number) => `TQR-${number}`),
  );
  const wrong = await world.sampan('accept', '--case', 'SPOT-007');
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /--case must be one of SPOT-001, /);
  const newest = await world.sampan('accept', '--json');
  assert.match(newest.stdout, /"partner":"2088/);
});

test('a partner of another world, and one that does not exist, are unknown', async () => {
  const other = await world.here.create();
  const { id } = required(other.partners[0], 'it has partners');
  for (const partner of [id, '2088000000000009']) {
    const path = `/admin/acceptance?partner=${partner}`;
    const { status, code } = await world.here.admin('GET', path, undefined, world.world);
    assert.deepEqual([status, code], [404, 'partner-unknown']);
  }
});

test('in the end all have passed', async () => {
  const open = Object.values(await world.board()).filter(({ result }) => result !== 'passed');
  assert.deepEqual(
    open.map(({ id, result }) => [id, result]),
    [['HK-2', 'not applicable']],
  );
});
