// Goal: keys are read in every encoding in use, and nothing else is accepted.
// Method: one key in all encodings.
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { parsePrivateKey, parsePublicKey, sign, verify } from './index.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 1_024 });

const dresses = (key: KeyObject, types: readonly string[]): readonly string[] =>
  types.flatMap((type) => {
    const pem = key.export({ type: type as 'pkcs1', format: 'pem' }).toString();
    const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-'));
    return [
      pem,
      pem.replaceAll('\n', '\r\n'),
      lines.join('\n'),
      lines.join(''),
      ` ${lines.join('')}\n`,
    ];
  });

test('a key pair works in every dress', async () => {
  const signature = await sign('RSA2', 'a=1', 'UTF-8', pair);
  for (const text of dresses(pair.privateKey, ['pkcs1', 'pkcs8'])) {
    const privateKey = parsePrivateKey(text);
    assert.ok(privateKey.ok);
    assert.equal(await sign('RSA2', 'a=1', 'UTF-8', { privateKey: privateKey.value }), signature);
  }
  for (const text of dresses(pair.publicKey, ['pkcs1', 'spki'])) {
    const publicKey = parsePublicKey(text);
    assert.ok(publicKey.ok);
    const valid = await verify('RSA2', 'a=1', 'UTF-8', signature, { publicKey: publicKey.value });
    assert.equal(valid, true);
  }
});

test('what is no RSA key of 1024 bits or more says why', () => {
  const pem = (key: KeyObject, type: 'spki' | 'pkcs8') =>
    key.export({ type, format: 'pem' }).toString();
  const short = generateKeyPairSync('rsa', { modulusLength: 512 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const edwards = generateKeyPairSync('ed25519');
  const publicCases = [
    [pem(short.publicKey, 'spki'), 'shorter-than-1024-bits'],
    [pem(curve.publicKey, 'spki'), 'not-rsa'],
    [pem(edwards.publicKey, 'spki'), 'not-rsa'],
    [pem(pair.privateKey, 'pkcs8'), 'private'],
    ['', 'not-a-key'],
    ['MIGf', 'not-a-key'],
    ['not base64!', 'not-a-key'],
  ] as const;
  for (const [text, reason] of publicCases) {
    assert.deepEqual(parsePublicKey(text), { ok: false, problem: reason });
  }
  const privateCases = [
    [pem(short.privateKey, 'pkcs8'), 'shorter-than-1024-bits'],
    [pem(curve.privateKey, 'pkcs8'), 'not-rsa'],
    [pem(pair.publicKey, 'spki'), 'not-a-key'],
  ] as const;
  for (const [text, reason] of privateCases) {
    assert.deepEqual(parsePrivateKey(text), { ok: false, problem: reason });
  }
});
