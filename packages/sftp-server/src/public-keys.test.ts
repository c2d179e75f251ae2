// Goal: safe keys in OpenSSH's format are accepted; others are refused with the reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as check, property as forAll, string } from 'fast-check';
import ssh2 from 'ssh2';
import { type KeyKind, makeKeyPair } from './key-pair.ts';
import { findKey, isSigned, parseAuthorizedKeys } from './public-keys.ts';

// Made with ssh-keygen -t ed25519; the fingerprint is from ssh-keygen -l.
const line = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEfit53plhyoWvE9xQvZoa2MylLpgziX+bKD3h0aluco';
const fingerprint = 'SHA256:AcCpUbiAVROW2C27fRIEvZXKp/RcLkPNnXXBGWoW5bg';

const pairOf = async (kind: KeyKind) => {
  const { privateKey, publicKey } = await makeKeyPair(kind);
  return { private: privateKey, public: publicKey };
};

const made = {
  ed25519: await pairOf('ed25519'),
  ecdsa: await pairOf('ecdsa'),
  rsa: await pairOf('rsa'),
  weak: ssh2.utils.generateKeyPairSync('rsa', { bits: 1_024 }),
};

const problemOf = (text: string): string => {
  const keys = parseAuthorizedKeys(text);
  assert.ok(!keys.ok, text);
  return keys.problem;
};

test('a file of keys, with comments and blank lines', () => {
  const text = `# till\n\n${line} ops@shop\r\n  ${made.rsa.public}  \n${made.ecdsa.public}\n${line}`;
  const keys = parseAuthorizedKeys(text);
  assert.ok(keys.ok);
  const types = keys.value.map(({ type }) => type);
  assert.deepEqual(types, ['ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256']);
  const [first] = keys.value;
  assert.deepEqual([first?.line, first?.fingerprint], [line, fingerprint]);
  assert.deepEqual(parseAuthorizedKeys(''), { ok: true, value: [] });
});

test('what is no key, or not a safe one, is refused with the reason', () => {
  assert.match(problemOf(made.ed25519.private), /private key/);
  assert.match(problemOf(made.weak.public), /1024 bits/);
  assert.match(problemOf('ssh-dss AAAAB3NzaC1kc3M='), /does not begin with/);
  assert.match(problemOf(`from="10.0.0.1" ${line}`), /does not begin with/);
  assert.match(problemOf(line.slice(0, 40)), /damaged ssh-ed25519/);
  assert.match(problemOf('ssh-ed25519'), /damaged/);
  assert.match(problemOf(line.replace('ssh-ed25519', 'ssh-rsa')), /damaged ssh-rsa/);
});

test('no text makes it fail', () => {
  check(
    forAll(string({ unit: 'binary' }), (text) => {
      parseAuthorizedKeys(text);
      parseAuthorizedKeys(`ssh-rsa ${Buffer.from(text).toString('base64')}`);
      parseAuthorizedKeys(`ssh-ed25519 ${text}`);
    }),
  );
});

for (const [name, hash] of [
  ['ed25519', undefined],
  ['ecdsa', undefined],
  ['rsa', 'sha256'],
  ['rsa', 'sha512'],
] as const) {
  test(`a signature by ${name} ${hash ?? ''} counts for its key and its bytes only`, () => {
    const key = ssh2.utils.parseKey(made[name].private);
    assert.ok(!(key instanceof Error));
    const signed = Buffer.from('session and request');
    const signature = key.sign(signed, hash);
    const [type = '', data = ''] = made[name].public.split(' ');
    const own = `${type} ${data}`;
    const publicKey = key.getPublicSSH();
    assert.equal(findKey([line, own], { type, hash, publicKey }), own);
    assert.equal(findKey([line], { type, hash, publicKey }), undefined);
    const proof = { type, hash, publicKey, signed, signature };
    assert.equal(isSigned(own, proof), true);
    assert.equal(isSigned(line, proof), false);
    assert.equal(isSigned(own, { ...proof, signed: Buffer.from('other') }), false);
    assert.equal(isSigned(own, { ...proof, signature: Buffer.alloc(0) }), false);
  });
}

test('RSA with SHA-1 does not count, also under a false name', () => {
  const [type = '', data = ''] = made.rsa.public.split(' ');
  const publicKey = Buffer.from(data, 'base64');
  const own = [`${type} ${data}`];
  assert.equal(findKey(own, { type, hash: undefined, publicKey }), undefined);
  assert.equal(findKey(own, { type: 'ssh-ed25519', hash: undefined, publicKey }), undefined);
  assert.equal(findKey(own, { type, hash: 'sha1', publicKey }), undefined);
});
