/**
 * Goal: the portal knows by itself what was given as a public key, so that a private one never leaves the browser.
 * Method: keys in every encoding.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { whatKey } from '../src/portal/keys/what-key.ts';

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ourPem = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();

test('a private key is known in every encoding, before anything is sent', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encrypted = { cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  const given = [
    rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }),
    rsa.privateKey.export({ type: 'pkcs8', format: 'pem', ...encrypted }),
    rsa.privateKey.export({ type: 'pkcs1', format: 'pem', ...encrypted }),
    rsa.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    rsa.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
    rsa.privateKey.export({ type: 'pkcs8', format: 'der', ...encrypted }).toString('base64'),
    // Its beginning is enough.
    rsa.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64').slice(0, 400),
    curve.privateKey.export({ type: 'sec1', format: 'pem' }),
    curve.privateKey.export({ type: 'sec1', format: 'der' }).toString('base64'),
    JSON.stringify(rsa.privateKey.export({ format: 'jwk' })),
    'PuTTY-User-Key-File-3: ssh-rsa',
  ];
  for (const each of given) {
    assert.equal(whatKey(each.toString(), ourPem), 'private', each.toString().slice(0, 60));
  }
});

test('a public key is known, and what is something else is named', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const bare = publicKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');
  const table: readonly (readonly [given: string, is: string])[] = [
    [pem, 'public'],
    [publicKey.export({ type: 'pkcs1', format: 'pem' }).toString(), 'public'],
    [` ${bare.match(/.{1,64}/g)?.join('\r\n')} `, 'public'],
    [ourPem, 'ours'],
    [bare.slice(0, 200), 'incomplete'],
    ['-----BEGIN CERTIFICATE-----\nMIIB', 'certificate'],
    ['-----BEGIN CERTIFICATE REQUEST-----\nMIIB', 'request'],
    ['ssh-rsa AAAAB3NzaC1yc2E', 'ssh'],
    ['my key', 'no-key'],
    ['', 'no-key'],
    ['AAAA', 'no-key'],
  ];
  for (const [given, is] of table) assert.equal(whatKey(given, ourPem), is, given.slice(0, 40));
});
