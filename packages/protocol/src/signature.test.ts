// Goal: a signature verifies for one text only, and published vectors are reproduced.
// Method: vectors from fixtures/wire, properties, and keys made for the test.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { secret } from '@sampan/primitives';
import {
  array,
  asyncProperty,
  constantFrom,
  property as forAll,
  nat,
  assert as property,
  string,
  tuple,
} from 'fast-check';
import {
  type Charset,
  canonicalString,
  md5Sign,
  type Parameter,
  readRequest,
  sign,
  verify,
  verifyRequest,
} from './index.ts';

interface Vectors {
  readonly key: string;
  readonly vectors: readonly {
    readonly name: string;
    readonly charset: Charset;
    readonly text: string;
    readonly md5: string;
    readonly parameters?: readonly Parameter[];
  }[];
}

const file = new URL('../../../fixtures/wire/md5-vectors.json', import.meta.url);
const { key, vectors } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const md5Key = secret(key);
const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const keys = { md5Key, ...pair };

for (const { name, text, charset, md5, parameters } of vectors) {
  test(`vector: ${name}`, () => {
    assert.equal(md5Sign(text, key, charset), md5);
    const parts = text.split('&').map((part) => part.split(/=(.*)/s).slice(0, 2) as never);
    assert.equal(canonicalString([...(parameters ?? parts)].reverse()), text);
  });
}

test('the string does not depend on the order of arrival', () => {
  const parameter = tuple(string({ minLength: 1, maxLength: 8 }), string({ maxLength: 8 }));
  property(
    forAll(array(parameter, { maxLength: 8 }), nat(), (all, seed) => {
      const parameters = [...new Map(all)];
      const turned = [...parameters].reverse();
      turned.push(...turned.splice(0, seed % (turned.length + 1)));
      assert.equal(canonicalString(turned), canonicalString(parameters));
    }),
  );
});

test('names ascend by code, so that the underscore stands between capitals and small letters', () => {
  const parameters = [
    ['a', '1'],
    ['_', '2'],
    ['Z', '3'],
    ['ab', '4'],
    ['a_', '5'],
  ] as const;
  assert.equal(canonicalString(parameters), 'Z=3&_=2&a=1&a_=5&ab=4');
});

for (const signType of ['MD5', 'RSA', 'RSA2'] as const) {
  test(`${signType}: one changed character of text or signature breaks it`, async () => {
    const text = string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    await property(
      asyncProperty(text, nat(), constantFrom('a', '/', '0', '='), async (message, at, by) => {
        const signature = await sign(signType, message, 'UTF-8', keys);
        assert.equal(await verify(signType, message, 'UTF-8', signature, keys), true);

        const index = at % signature.length;
        const other = signature.slice(0, index) + by + signature.slice(index + 1);
        const valid = await verify(signType, message, 'UTF-8', other, keys);
        assert.equal(valid, other === signature);
        assert.equal(await verify(signType, `${message}.`, 'UTF-8', signature, keys), false);
      }),
      { numRuns: 40 },
    );
  });

  test(`${signType}: what is no signature is wrong, not an error`, async () => {
    for (const signature of ['', ' ', 'x', '=', 'A'.repeat(344), 'é', `${'0'.repeat(32)}`]) {
      assert.equal(await verify(signType, 'a=1', 'UTF-8', signature, keys), false);
    }
  });

  test(`${signType}: without a key nothing is right`, async () => {
    const signature = await sign(signType, 'a=1', 'UTF-8', keys);
    assert.equal(await verify(signType, 'a=1', 'UTF-8', signature, {}), false);
  });
}

test('a signature is over the bytes of its charset', async () => {
  for (const signType of ['MD5', 'RSA', 'RSA2'] as const) {
    const signature = await sign(signType, 'a=茶', 'GBK', keys);
    assert.equal(await verify(signType, 'a=茶', 'GBK', signature, keys), true);
    assert.equal(await verify(signType, 'a=茶', 'UTF-8', signature, keys), false);
  }
});

test('an MD5 signature in capitals is another one', () => {
  const signature = md5Sign('a=1', key, 'UTF-8').toUpperCase();
  assert.equal(verify('MD5', 'a=1', 'UTF-8', signature, keys), false);
});

test('a plus sign that became a blank, and broken lines, are repaired', async () => {
  let signature = '';
  let text = 'a=1';
  for (; !signature.includes('+'); text += '1') {
    signature = await sign('RSA2', text, 'UTF-8', keys);
    if (signature.includes('+')) break;
  }
  const received = signature.replaceAll('+', ' ').replace(/(.{76})/g, '$1\r\n');
  assert.equal(await verify('RSA2', text, 'UTF-8', received, keys), true);
});

const received = (query: string) => {
  const request = readRequest({ method: 'GET', query });
  assert.ok(request.ok);
  return request.value;
};

test('a request is verified with the sign type that it names', async () => {
  for (const signType of ['MD5', 'RSA', 'RSA2'] as const) {
    const signature = encodeURIComponent(await sign(signType, 'a=1', 'GBK', keys));
    const request = received(`a=1&empty=&sign=${signature}&sign_type=${signType}`);
    assert.equal(await verifyRequest(request, keys), request.parameters);
    const altered = received(`a=2&sign=${signature}&sign_type=${signType}`);
    assert.equal(await verifyRequest(altered, keys), undefined);
  }
  assert.equal(await verifyRequest(received('a=1&sign=x&sign_type=DSA'), keys), undefined);
  assert.equal(await verifyRequest(received('a=1&sign_type=MD5'), keys), undefined);
});

test('the word null is signed or left out; left out, it does not count', async () => {
  for (const signType of ['MD5', 'RSA2'] as const) {
    const request = async (text: string) => {
      const signature = encodeURIComponent(await sign(signType, text, 'GBK', keys));
      return received(`a=1&memo=null&sign=${signature}&sign_type=${signType}`);
    };
    const asSent = await verifyRequest(await request('a=1&memo=null'), keys);
    assert.equal(asSent?.get('memo'), 'null');
    const withoutNull = await verifyRequest(await request('a=1'), keys);
    assert.ok(withoutNull);
    assert.equal(withoutNull.get('memo'), undefined);
    assert.equal(await verifyRequest(await request('a=2'), keys), undefined);
  }
});
