/**
 * Goal: a buyer learns whose code was scanned, and a shop's code inside a sign of several schemes is found.
 * Method: codes of known schemes, valid and damaged, and signs written, joined and read again.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Account,
  type EmvCode,
  fpsAccountOf,
  joinShopSign,
  nameEmvCode,
  readEmvCode,
  type ShopSign,
  urlInSign,
  writeEmvCode,
  writeShopSign,
} from '../src/index.ts';
import { emvCodes } from './codes.ts';

const fps: Account = { id: '26', guid: 'hk.com.hkicl', fields: [{ id: '02', value: '1234567' }] };
const payNow: Account = { id: '27', guid: 'SG.PAYNOW', fields: [{ id: '01', value: '2' }] };
const visa: Account = { id: '02', value: '4000123456789012' };
const other: Account = { id: '40', guid: 'zz.other', fields: [{ id: '01', value: '1' }] };

function codeWith(...accounts: readonly Account[]): string {
  const code: EmvCode = {
    uses: 'many',
    accounts,
    category: '0000',
    currency: '344',
    country: 'HK',
    name: 'NA',
    city: 'HK',
  };
  const result = writeEmvCode(code);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

test('a code is named by its schemes', () => {
  const names = (...accounts: readonly Account[]) => nameEmvCode(codeWith(...accounts));
  assert.deepEqual(names(fps), { kind: 'schemes', names: ['FPS'] });
  assert.deepEqual(names({ ...fps, guid: 'HK.COM.HKICL.FPS' }), {
    kind: 'schemes',
    names: ['FPS'],
  });
  assert.deepEqual(names(visa, fps, payNow, other), {
    kind: 'schemes',
    names: ['Visa', 'FPS', 'PayNow'],
  });
  assert.deepEqual(names(other), { kind: 'unknown' });
  assert.equal(nameEmvCode('https://pay.example/q/1'), undefined);
});

test('a damaged code is still named, as far as its text can be read', () => {
  const text = codeWith(fps);
  assert.deepEqual(nameEmvCode(`${text.slice(0, -1)}x`), { kind: 'damaged', names: ['FPS'] });
  assert.deepEqual(nameEmvCode(text.slice(0, 40)), { kind: 'damaged', names: ['FPS'] });
  assert.deepEqual(nameEmvCode('0002019'), { kind: 'damaged', names: [] });
});

test('who an FPS account pays is found in whichever field a program has written it', () => {
  const paid = (id: string, value: string) => fpsAccountOf({ ...fps, fields: [{ id, value }] });
  assert.deepEqual(paid('02', '1234567'), { fpsId: '1234567' });
  assert.deepEqual(paid('03', '+852-61234567'), { mobile: '+852-61234567' });
  assert.deepEqual(paid('02', '+852-61234567'), { mobile: '+852-61234567' });
  assert.deepEqual(paid('04', 'CAFE@EXAMPLE.COM'), { email: 'cafe@example.com' });
  assert.deepEqual(paid('01', '004'), { bankCode: '004' });
  assert.equal(fpsAccountOf(payNow), undefined);
});

const sign: ShopSign = {
  url: 'https://pay.example/q/k3v9m2ab',
  name: 'Harbour Coffee',
  city: 'Hong Kong',
  currency: '344',
  otherLanguage: { language: 'zh', name: '海港咖啡' },
};

test("a shop's code is found in its sign", () => {
  const result = writeShopSign(sign);
  assert.ok(result.ok, JSON.stringify(result));
  assert.equal(urlInSign(`${result.value}\n`), sign.url);
  const read = readEmvCode(result.value);
  assert.deepEqual(read.ok && read.value.accounts, [
    { id: '27', guid: 'example.pay', fields: [{ id: '01', value: sign.url }] },
  ]);
  assert.equal(urlInSign(`${result.value.slice(0, -1)}x`), undefined);
  assert.equal(urlInSign(sign.url), undefined);
});

test("another scheme's template is never taken for a shop's code", () => {
  const foreign = { id: '27', guid: 'evil.example', fields: [{ id: '01', value: sign.url }] };
  assert.equal(urlInSign(codeWith(fps, payNow)), undefined);
  assert.equal(urlInSign(codeWith(foreign)), undefined);
});

test("a shop's code joins the sign of any scheme, which keeps what it has", () => {
  fc.assert(
    fc.property(emvCodes, (code) => {
      const text = writeEmvCode(code);
      fc.pre(text.ok && code.accounts.every(({ id }) => id !== '27'));
      const joined = joinShopSign(text.ok ? text.value : '', sign.url);
      if (!joined.ok) return joined.problem.kind === 'too-long';
      assert.equal(urlInSign(joined.value), sign.url);
      const read = readEmvCode(joined.value);
      assert.ok(read.ok);
      const kept = code.accounts.filter((each) => !('guid' in each) || each.guid !== 'example.pay');
      assert.deepEqual(
        { ...read.value, accounts: read.value.accounts.slice(0, -1) },
        { ...code, accounts: kept },
      );
      return true;
    }),
  );
});

test('joining twice leaves one template, and a sign without room says so', () => {
  const once = joinShopSign(codeWith(fps), sign.url);
  assert.ok(once.ok);
  assert.deepEqual(joinShopSign(once.value, sign.url), once);
  const long = writeShopSign({ ...sign, url: `https://pay.example/q/${'x'.repeat(80)}` });
  assert.equal(long.ok || long.problem.kind, 'too-long');
  const noAddress = writeShopSign({ ...sign, url: 'k3v9m2ab' });
  assert.equal(
    noAddress.ok || noAddress.problem.message,
    '26.01, at character 0: an address that begins with http',
  );
});
