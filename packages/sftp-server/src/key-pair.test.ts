// Goal: a server never stores a key that it cannot read again; the library occasionally makes one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ssh2 from 'ssh2';
import { makeKeyPair } from './key-pair.ts';

const good = { private: '', public: '' };
const damaged = {
  private: '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n',
  public: 'ssh-ed25519 AAAA',
};

test('each kind of key is made, and what it signs can be verified', async () => {
  for (const kind of ['ed25519', 'ecdsa', 'rsa'] as const) {
    const { privateKey, publicKey } = await makeKeyPair(kind);
    const [signer, verifier] = [privateKey, publicKey].map((key) => ssh2.utils.parseKey(key));
    assert.ok(signer && verifier && !(signer instanceof Error) && !(verifier instanceof Error));
    const bytes = Buffer.from('a session');
    assert.equal(verifier.verify(bytes, signer.sign(bytes)), true, kind);
    Object.assign(good, { private: privateKey, public: publicKey });
  }
});

test('a damaged pair, or two halves of different ones, is made once more', async () => {
  const other = await makeKeyPair('ecdsa');
  const made = [damaged, { private: good.private, public: other.publicKey }, good];
  const pair = await makeKeyPair('rsa', (done) => done(null, made.shift()));
  assert.deepEqual(pair, { privateKey: good.private, publicKey: good.public });
  assert.equal(made.length, 0);
});

test('a library that makes nothing else is an error', async () => {
  const making = makeKeyPair('ed25519', (done) => done(null, damaged));
  await assert.rejects(making, /No ed25519 key was whole in 10 tries/);
});
