// Goal: keys are read in every encoding in use, and nothing else is accepted.
// Method: one key in all encodings.
import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import {
  identifyKey,
  judgeUploadedKey,
  parsePrivateKey,
  parsePublicKey,
  sign,
  verify,
} from './index.ts';

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

const certificate = `-----BEGIN CERTIFICATE-----
MIIDETCCAfmgAwIBAgIUOgIvI6g4zYDlnnopuEnq7mvZb4wwDQYJKoZIhvcNAQEL
BQAwFzEVMBMGA1UEAwwMc2hvcC5leGFtcGxlMCAXDTI2MTEyNzAwMjM0OVoYDzIx
MjYxMTAzMDAyMzQ5WjAXMRUwEwYDVQQDDAxzaG9wLmV4YW1wbGUwggEiMA0GCSqG
SIb3DQEBAQUAA4IBDwAwggEKAoIBAQDNQgKmQeAxqd3pDGJbXbjIY5lTRqTFeHrS
FBifMmHGmVii1YPgyqTFdaS9EJDRxirI7RqDDyxm4mziBg8i+SHcAWGOf9kASTRj
ZeHzoKBpSino3+YFFlixTIxeTmAOZ5weN8Szfnz02MIatPjUxpP9HKCxhqMkEHM+
9+wryIVaFVhg93075t8pzQH4UM8haOV8dCmHrNz4b7AgAZ5Ad7k9hIV6kbmNoGPf
wkdPy1ek0cHd8QfBd0Zr2c//xEl8vjhLgwubyW3+IwEYEG47XQ1VBJ/h9foKwMS/
3MBltNu6pcuxIAV1Yp6BqlYErj04unU1H3CVerDw4IVjc83JZBB7AgMBAAGjUzBR
MB0GA1UdDgQWBBTZs/yDAN8p+QtnDMo6NPJ3HTZS6jAfBgNVHSMEGDAWgBTZs/yD
AN8p+QtnDMo6NPJ3HTZS6jAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUA
A4IBAQC9LFVG0j1/dGtL3B+qpXBcqhTsSp22l+wGv756UAppF6HmSu2qGpjNjLrH
H/JPFh/BdxWMpyIKRl2HT12viSzRil0EGuljU9LzjZmTWf56V6EbqsAFONYQRaNO
dSMetPFB5UIeuT7JxDx2hIkCe7Wu8Ou3diEvIjNOKTTUKx4KgkejMbw/Clhh3gTt
qpaYcaNA1x8HpPA82Ipe1nlHMpwNAaMU0PrmZEO7Fe7Mbr+YCOOqeO186QpQfepX
GWZKYjWP0k/U2AkTY+smagaVaoMTDSLp1Our1TZNB3Du5cuUXplRF9x+TpLdPYCJ
XUJ81KzZsTr7V/MYXvEEXAlVb5uK
-----END CERTIFICATE-----
`;

test('an uploaded key says what it is, and is refused with the reason', () => {
  const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits });
  const [good, ours] = [rsa(2_048), rsa(2_048)];
  const short = generateKeyPairSync('rsa', { modulusLength: 512 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = (key: KeyObject, type: 'spki' | 'pkcs1' | 'pkcs8') =>
    key.export({ type, format: 'pem' }).toString();
  const encrypted = good.privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    .toString();
  const given: readonly (readonly [string, string, RegExp | 'fits'])[] = [
    [pem(good.publicKey, 'spki'), 'SubjectPublicKeyInfo', 'fits'],
    [pem(good.publicKey, 'pkcs1'), 'PKCS#1 public key', 'fits'],
    [pem(good.privateKey, 'pkcs8'), 'PKCS#8 private key', /is a private key \(PKCS#8/],
    [pem(good.privateKey, 'pkcs1'), 'PKCS#1 private key', /no longer private/],
    [encrypted, 'encrypted private key', /is a private key/],
    [certificate, 'certificate', /is a certificate: extract/],
    ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ x', 'SSH public key', /is an SSH key/],
    [pem(curve.publicKey, 'spki'), 'SubjectPublicKeyInfo', /a key for ec/],
    [pem(short.publicKey, 'spki'), 'SubjectPublicKeyInfo', /has 512 bits/],
    [pem(pair.publicKey, 'spki'), 'SubjectPublicKeyInfo', /has 1024 bits/],
    [pem(ours.publicKey, 'spki'), 'SubjectPublicKeyInfo', /is our public key/],
    ['a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3', 'no key', /is no key/],
    ['', 'no key', /is no key/],
  ];
  for (const [text, encoding, reason] of given) {
    const bare = text.replace(/-----[A-Z ]+-----/g, '').replaceAll('\n', '');
    const isWrapped = text.startsWith('-----') && text !== encrypted;
    for (const dress of isWrapped ? [text, bare] : [text]) {
      assert.equal(identifyKey(dress).encoding, encoding);
      const judged = judgeUploadedKey(dress, ours.publicKey);
      if (reason === 'fits') assert.ok(judged.ok, encoding);
      else assert.match(judged.ok ? 'fits' : judged.problem, reason);
    }
  }
});
