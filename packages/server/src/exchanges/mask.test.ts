/**
 * Goal: keys and buyers' log-ins are not stored, and nothing else is changed.
 * Method: a table of texts as they arrive and as they are stored.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mask, spellingsOf } from './mask.ts';

const key = 'k3y+of/the=partner'.padEnd(32, 'x');
const hide = (text: string, keys: readonly string[] = [key]) => {
  const mask = new Mask(spellingsOf(keys));
  return { text: mask.text(text), found: mask.found };
};
const stars = (count: number) => '*'.repeat(count);

test('keys of the partner, as they are and escaped, and private keys', () => {
  assert.deepEqual(hide(`a=1&key=${key}`), { text: `a=1&key=${stars(32)}`, found: ['key'] });
  const escaped = encodeURIComponent(key);
  assert.equal(hide(`a=1&key=${escaped}&b=2`).text, `a=1&key=${stars(escaped.length)}&b=2`);
  const bare = `MII${'A'.repeat(1_600)}`;
  assert.deepEqual(hide(`k=${bare}&b=2`), { text: `k=${stars(bare.length)}&b=2`, found: ['key'] });
  const pem = '-----BEGIN+RSA+PRIVATE+KEY-----%0AMIIE%3D%0A-----END+RSA+PRIVATE+KEY-----';
  assert.equal(hide(`k=${pem}&b=2`).text, `k=${stars(pem.length)}&b=2`);
});

test('a key in capitals, and percent-encoded letter by letter', () => {
  const capitals = key.toUpperCase();
  assert.equal(hide(`a=1&key=${capitals}`).text, `a=1&key=${stars(32)}`);
  const hex = (text: string) => `%${text.charCodeAt(0).toString(16)}`;
  const whole = [...key].map(hex).join('');
  assert.equal(hide(`key=${whole}&b=2`).text, `key=${stars(96)}&b=2`);
  const mixed = [...key]
    .map((each, index) => (index % 2 ? hex(each).toUpperCase() : each))
    .join('');
  assert.equal(hide(`key=${mixed}&b=2`).text, `key=${stars(mixed.length)}&b=2`);
  assert.equal(hide(`order=${key.slice(1)}`).found.length, 0);
});

test('e-mail addresses and mobile numbers of buyers, wherever they stand', () => {
  for (const [text, masked] of [
    ['body=ask bob@shop.example.com now', `body=ask ${stars(20)} now`],
    ['body=bob%40shop.hk&b=2', `body=${stars(13)}&b=2`],
    ['subject=13812345678', `subject=${stars(11)}`],
    ['subject=%E8%8C%B613812345678', `subject=%E8%8C%B6${stars(11)}`],
    ['subject=852-61234567&b=1', `subject=${stars(12)}&b=1`],
    ['<param name="body">bob@shop.hk</param>', `<param name="body">${stars(11)}</param>`],
    ['<buyer_email>bob@shop.hk</buyer_email>', `<buyer_email>${stars(11)}</buyer_email>`],
    ['subject=8613812345678', `subject=${stars(13)}`],
    ['subject=86-13812345678.', `subject=${stars(14)}.`],
    ['subject=86%2013812345678', `subject=${stars(16)}`],
    ['13812345678', stars(11)],
    ['no form at all: 13812345678', `no form at all: ${stars(11)}`],
  ] as const) {
    assert.deepEqual(hide(text), { text: masked, found: ['log-in'] });
  }
});

test('everything else stays: ids, codes, the signature, times, and masked log-ins', () => {
  for (const text of [
    'partner_trans_id=13812345678&out_return_no=85261234567',
    'buyer_identity_code=281234567890123456&seller_email=shop%40shop.hk',
    'timestamp=1763812345678&trans_amount=13.90',
    `sign=MII${'A'.repeat(340)}&sign_type=RSA2`,
    '<alipay_buyer_login_id>852-****0000</alipay_buyer_login_id>',
    'trade_no=2026112213812345678000000000',
  ]) {
    assert.deepEqual(hide(text), { text, found: [] });
  }
});

test('bytes without a secret are the same bytes, in any charset', () => {
  const gbk = Buffer.from([0x61, 0x3d, 0xb2, 0xe8, 0xd2, 0xb6]);
  assert.equal(new Mask(spellingsOf([key])).bytes(gbk), gbk);
  const masked = new Mask(spellingsOf([key])).bytes(
    Buffer.concat([gbk, Buffer.from(`&key=${key}`)]),
  );
  assert.deepEqual(masked, Buffer.concat([gbk, Buffer.from(`&key=${stars(32)}`)]));
});
