/**
 * Goal: of every refused request the operations API says why: the mistake in its signature, with both strings, or the
 * rule that it broke, with what to do in three languages.
 * Method: a partner's requests through a gateway with a record, some of them signed wrongly on purpose.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { canonicalString, encodeForm, type Parameter } from '@sampan/protocol';
import { payment, query } from './gateway-asked.ts';
import { md5Key } from './gateway-world.ts';
import { type RecordWorld, recordWorld } from './record-world.ts';

let world: RecordWorld;
let partner: PartnerId;

before(async () => {
  world = await recordWorld();
  partner = await world.partner();
});
after(() => world.close());

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Sends a query whose signature is made of that text and key; answers the id of its exchange. */
async function sent(signed: (text: string) => string): Promise<string> {
  const parameters: readonly Parameter[] = [
    ['service', 'alipay.acquire.overseas.query'],
    ['partner', partner],
    ['_input_charset', 'UTF-8'],
    ['partner_trans_id', 'order-18'],
  ];
  const all = [...parameters, ['sign_type', 'MD5'], ['sign', signed(canonicalString(parameters))]];
  await world.send(encodeForm(all as readonly Parameter[], 'UTF-8'), undefined);
  return newest();
}

async function newest(): Promise<string> {
  const { items } = await world.call('GET /admin/exchanges', { query: { limit: 1 } });
  return items[0]?.id ?? '';
}

const explain = (id: string) =>
  world.call('GET /admin/exchanges/:id/explanation', { params: { id } });

test('a wrong signature: the mistake, both strings with their first difference, the line to change', async () => {
  const { verdict, causes, signed } = await explain(
    await sent((text) => md5(`${text}&sign_type=MD5${md5Key}`)),
  );
  assert.equal(verdict, 'explained');
  assert.deepEqual(
    causes.map(({ cause }) => cause),
    ['sign-type-signed'],
  );
  assert.match(causes[0]?.lines.python ?? '', /sign_type/);
  assert.equal(signed?.yours, `${signed?.ours}&sign_type=MD5`);
  assert.deepEqual(signed?.difference, {
    offset: signed?.ours.length,
    ours: '(end)',
    yours: '&sign_type=MD5',
  });
});

test("a key with a line end, and another partner's key, are named; no key is shown", async () => {
  const ofLineEnd = await explain(await sent((text) => md5(`${text}${md5Key}\n`)));
  assert.equal(ofLineEnd.causes[0]?.cause, 'key-whitespace');
  const other = await world.partner();
  const { md5Key: key } = await world.call('GET /admin/partners/:id/keys', {
    params: { id: other },
  });
  if (key !== md5Key) {
    const ofOther = await explain(await sent((text) => md5(`${text}${key}`)));
    assert.equal(ofOther.causes[0]?.cause, 'other-partner-key');
    assert.match(ofOther.means, new RegExp(other));
  }
  assert.ok(!JSON.stringify(ofLineEnd).includes(md5Key));
});

test('nothing known fits: it says so, with what was ruled out', async () => {
  const { verdict, ruledOut } = await explain(await sent(() => md5('something else')));
  assert.equal(verdict, 'guess');
  assert.ok(ruledOut.length > 20 && ruledOut.includes('unsorted'));
});

test('a broken rule: code, parameter, what was sent and stored, and what to do in three languages', async () => {
  await world.ask(partner, query('never-made'));
  const none = await explain(await newest());
  assert.deepEqual([none.verdict, none.refusal?.code], ['refused', 'TRADE_NOT_EXIST']);
  assert.deepEqual(none.refusal?.sent, { partner_trans_id: 'never-made' });
  assert.match(none.refusal?.todo['zh-HK'] ?? '', /\p{Script=Han}/u);
  assert.notEqual(none.refusal?.todo['zh-HK'], none.refusal?.todo['zh-CN']);

  const code = await world.code(await world.wallet('100.00'));
  await world.ask(
    partner,
    payment(partner, code, { partner_trans_id: 'one', trans_amount: '46.00' }),
  );
  await world.ask(
    partner,
    payment(partner, code, { partner_trans_id: 'one', trans_amount: '48.00' }),
  );
  const { refusal } = await explain(await newest());
  assert.deepEqual(refusal?.differences, [
    { parameter: 'trans_amount', sent: '48.00', stored: '46.00' },
  ]);
});

test('of a right request nothing is wrong, and only requests are explained', async () => {
  assert.equal(
    (await explain(await sent((text) => md5(text + md5Key)))).refusal?.code,
    'TRADE_NOT_EXIST',
  );
  await assert.rejects(explain('none'), { status: 404, code: 'exchange-unknown' });
});

test('a request that the server builds is signed rightly, or with the mistake that is asked for', async () => {
  const build = (signature: 'right' | 'key-whitespace', name = partner) =>
    world.call('POST /admin/requests', {
      body: {
        partner: name,
        signature,
        parameters: [
          { name: 'service', value: 'alipay.acquire.overseas.query' },
          { name: 'partner', value: partner },
          { name: '_input_charset', value: 'UTF-8' },
          { name: 'partner_trans_id', value: 'built' },
          { name: 'sign', value: 'is made anew' },
        ],
      },
    });
  const right = await build('right');
  assert.match(right.text, /TRADE_NOT_EXIST/);
  assert.ok(!right.signedString.includes(md5Key));
  const wrong = await build('key-whitespace');
  assert.match(wrong.text, /ILLEGAL_SIGN/);
  assert.equal((await explain(wrong.id)).causes[0]?.cause, 'key-whitespace');
  await assert.rejects(build('right', '2088000000009999' as PartnerId), {
    code: 'partner-unknown',
  });
});
