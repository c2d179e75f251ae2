// Goal: only the public internet is called where the own network is refused.
// Method: a table of addresses, each with its reason.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesOwnNetwork, targetOf } from './address.ts';
import { isPublicAddress } from './own-network.ts';

const addresses: readonly [address: string, isPublic: boolean, why: string][] = [
  ['8.8.8.8', true, 'public'],
  ['100.63.255.255', true, 'just below the shared network'],
  ['172.32.0.1', true, 'just above the private network'],
  ['2606:4700::1111', true, 'public'],
  ['::ffff:8.8.8.8', true, 'wraps a public one'],
  ['64:ff9b::808:808', true, 'translates a public one'],
  ['0.0.0.0', false, 'this machine'],
  ['10.1.2.3', false, 'private'],
  ['100.64.0.1', false, 'shared by a carrier'],
  ['127.0.0.1', false, 'loopback'],
  ['127.255.255.254', false, 'loopback'],
  ['169.254.169.254', false, 'link-local: the metadata of a cloud'],
  ['172.16.0.1', false, 'private'],
  ['172.31.255.255', false, 'private'],
  ['192.0.0.8', false, 'special purpose'],
  ['192.168.1.1', false, 'private'],
  ['198.18.0.1', false, 'benchmarks'],
  ['203.0.113.1', false, 'documentation'],
  ['224.0.0.1', false, 'a group'],
  ['255.255.255.255', false, 'broadcast'],
  ['::', false, 'this machine'],
  ['::1', false, 'loopback'],
  ['::ffff:127.0.0.1', false, 'wraps loopback'],
  ['::ffff:7f00:1', false, 'wraps loopback, in hexadecimal'],
  ['0:0:0:0:0:ffff:0a00:0001', false, 'wraps a private one, written out'],
  ['::127.0.0.1', false, 'wraps loopback, the old way'],
  ['64:ff9b::7f00:1', false, 'translates loopback'],
  ['64:ff9b:1::1', false, 'a local translator'],
  ['2002:7f00:1::', false, 'a tunnel that may end anywhere'],
  ['2001::1', false, 'a tunnel that may end anywhere'],
  ['2001:db8::1', false, 'documentation'],
  ['fc00::1', false, 'unique local'],
  ['fd12:3456::1', false, 'unique local'],
  ['fe80::1', false, 'link-local'],
  ['fe80::1%eth0', false, 'link-local with its zone'],
  ['fec0::1', false, 'site-local'],
  ['ff02::1', false, 'a group'],
  ['no address', false, 'not an address'],
];

for (const [address, isPublic, why] of addresses) {
  test(`${address} is ${isPublic ? 'public' : 'not public'}: ${why}`, () => {
    assert.equal(isPublicAddress(address), isPublic);
  });
}

test('an address is http or https, without a user', () => {
  const problemOf = (address: string) => {
    const target = targetOf(address);
    return target.ok ? undefined : target.problem;
  };
  assert.equal(problemOf('http://shop.example/notify?a=1'), undefined);
  assert.equal(problemOf('https://shop.example'), undefined);
  assert.equal(problemOf('ftp://shop.example/'), 'not-http');
  assert.equal(problemOf('file:///etc/passwd'), 'not-http');
  assert.equal(problemOf('http://user:secret@shop.example/'), 'names-a-user');
  assert.equal(problemOf('http://'), 'not-an-address');
  assert.equal(problemOf(''), 'not-an-address');
  const target = targetOf('http://shop.example:8080/notify?a=1#here');
  assert.deepEqual(target.ok && target.value, {
    protocol: 'http:',
    hostname: 'shop.example',
    port: 8080,
    path: '/notify?a=1',
  });
});

for (const address of [
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
]) {
  test(`${address} names the own network`, () => {
    const target = targetOf(address);
    assert.ok(target.ok && namesOwnNetwork(target.value));
  });
}
