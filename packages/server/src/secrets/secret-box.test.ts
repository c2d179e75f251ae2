/**
 * Goal: a sealed value opens only in its place and with its key.
 * Method: round trips; every byte of a sealed value is changed once; keys in every form.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { seededRandom } from '@sampan/primitives';
import fc from 'fast-check';
import { isSealed, keyIdOf, SecretBox } from './secret-box.ts';
import { parseSecretsKey, type SecretsKey, secretsKey } from './secrets-key.ts';

const [one, two, three] = [1, 2, 3].map((byte) => secretsKey(Buffer.alloc(32, byte))) as [
  SecretsKey,
  SecretsKey,
  SecretsKey,
];
const boxOf = (...keys: readonly SecretsKey[]) =>
  new SecretBox({ keys: () => keys, random: seededRandom(5) });

const place = ['partner_keys', 'key', '2088000000000001', 'md5', '1'];
const md5Key = '0123456789abcdef0123456789abcdef';

test('any text opens again, and does not show in what is stored', () => {
  const box = boxOf(one);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (text, where) => {
      const sealed = box.seal(text, where);
      assert.ok(isSealed(sealed));
      assert.equal(box.open(sealed, where).reveal(), text);
    }),
  );
  const sealed = box.seal(md5Key, place);
  assert.match(sealed, new RegExp(`^v1\\.${one.id}\\.[A-Za-z0-9_-]+$`));
  assert.ok(!Buffer.from(sealed.split('.')[2] ?? '', 'base64url').includes(md5Key));
});

test('the same text is never sealed the same twice', () => {
  const box = boxOf(one);
  const sealed = Array.from({ length: 1_000 }, () => box.seal(md5Key, place));
  assert.equal(new Set(sealed).size, sealed.length);
});

test('a value that was moved to another row, column or table does not open there', () => {
  const box = boxOf(one);
  const sealed = box.seal(md5Key, place);
  const elsewhere = [
    ['partner_keys', 'key', '2088000000000002', 'md5', '1'],
    ['partner_keys', 'key', '2088000000000001', 'md5', '2'],
    ['partner_keys', 'key', '2088000000000001', 'md5', '11'],
    ['partner_keys', 'key', '2088000000000001', 'md5,1'],
    ['platform_keys', 'private_key', '1'],
    [],
  ];
  for (const other of elsewhere) assert.throws(() => box.open(sealed, other), /put there from/);
});

test('a value of which one character was changed, or that was cut, does not open', () => {
  const box = boxOf(one);
  const sealed = box.seal(md5Key, place);
  const start = sealed.lastIndexOf('.') + 1;
  for (let index = start; index < sealed.length; index++) {
    const other = sealed[index] === 'A' ? 'B' : 'A';
    const changed = `${sealed.slice(0, index)}${other}${sealed.slice(index + 1)}`;
    // The last character has unused bits.
    const [bytes, own] = [changed, sealed].map((t) => Buffer.from(t.slice(start), 'base64url'));
    if (own && bytes?.equals(own)) continue;
    assert.throws(() => box.open(changed, place), /damaged/, `character ${index}`);
  }
  for (const length of [start, start + 1, start + 20, sealed.length - 4]) {
    assert.throws(() => box.open(sealed.slice(0, length), place), /damaged|not sealed/);
  }
});

test('neither a failure nor a box tells the secret, nor the key', () => {
  const box = boxOf(one);
  const sealed = box.seal(md5Key, place);
  const failures: unknown[] = [];
  for (const attempt of [
    () => box.open(sealed, ['other']),
    () => box.open(md5Key, place),
    () => boxOf(two).open(sealed, place),
  ]) {
    try {
      attempt();
    } catch (failure) {
      failures.push(failure);
    }
  }
  assert.equal(failures.length, 3);
  const printed = [...failures, box, one, box.open(sealed, place)].map((each) =>
    inspect(each, { depth: 9, showHidden: true }),
  );
  for (const text of [...printed, JSON.stringify([one, box, box.open(sealed, place)])]) {
    assert.ok(!text.includes(md5Key), text);
    assert.ok(!text.includes('01'.repeat(32)), text);
    assert.ok(!text.includes(sealed.slice(30)), text);
  }
});

describe('with several keys', () => {
  test('all of them open, the first one seals', () => {
    const old = boxOf(one).seal(md5Key, place);
    const box = boxOf(two, one);
    assert.equal(box.open(old, place).reveal(), md5Key);
    assert.equal(keyIdOf(box.seal(md5Key, place)), two.id);
    assert.equal(keyIdOf(box.seal(md5Key, place, one.id)), one.id);
  });

  test('one that is not given is named, with those that are', () => {
    const sealed = boxOf(three).seal(md5Key, place);
    const expected = new RegExp(`${three.id}, which is not given \\(${one.id}, ${two.id} are\\)`);
    assert.throws(() => boxOf(one, two).open(sealed, place), expected);
  });

  test('a value under a key that was added meanwhile has the keys read again', () => {
    const keys = [one];
    const box = new SecretBox({ keys: () => [...keys], random: seededRandom(1) });
    const sealed = boxOf(two).seal(md5Key, place);
    assert.throws(() => box.open(sealed, place), /not given/);
    keys.unshift(two);
    assert.equal(box.open(sealed, place).reveal(), md5Key);
  });
});

describe('a key is 32 bytes', () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7));
  const { id } = secretsKey(bytes);
  const forms: readonly [what: string, text: string, isKey: boolean][] = [
    ['hexadecimal', bytes.toString('hex'), true],
    ['hexadecimal, upper case', bytes.toString('hex').toUpperCase(), true],
    ['Base64', bytes.toString('base64'), true],
    ['Base64 of URLs', bytes.toString('base64url'), true],
    ['with blanks around', ` ${bytes.toString('hex')}\n`, true],
    ['31 bytes', bytes.subarray(1).toString('hex'), false],
    ['31 bytes, Base64', bytes.subarray(1).toString('base64'), false],
    ['33 bytes', `${bytes.toString('hex')}00`, false],
    ['words', 'correct horse battery staple', false],
    ['nothing', '', false],
  ];
  for (const [what, text, isKey] of forms) {
    test(what, () => assert.equal(parseSecretsKey(text)?.id, isKey ? id : undefined));
  }

  test('its id does not tell it', () => {
    assert.ok(!bytes.toString('hex').includes(id));
    assert.notEqual(id, one.id);
  });
});
