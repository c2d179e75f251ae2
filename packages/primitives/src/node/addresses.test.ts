// Goal: an address list matches exactly the addresses it names.
// Method: tables, and networks compared with arithmetic.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assert as check, property as forAll, integer, ipV4 } from 'fast-check';
import { canonicalAddress, countedAddress, isListed, parseAddressList } from './addresses.ts';

const listOf = (text: string): readonly string[] => {
  const list = parseAddressList(text);
  assert.ok(list.ok, text);
  return list.value;
};

test('an address has one form', () => {
  const table = [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:CB00:7107', '203.0.113.7'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['203.0.113', undefined],
    ['203.0.113.07', undefined],
    ['localhost', undefined],
    ['', undefined],
  ] as const;
  for (const [text, canonical] of table) assert.equal(canonicalAddress(text), canonical, text);
});

test('who is in the list, and who is not', () => {
  const list = '203.0.113.7, 198.51.100.0/24 2001:db8::/32,::ffff:192.0.2.0/120';
  const table = [
    ['203.0.113.7', true],
    ['::ffff:203.0.113.7', true],
    ['203.0.113.8', false],
    ['198.51.100.255', true],
    ['::ffff:198.51.100.9', true],
    ['198.51.101.0', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::1', false],
    ['192.0.2.77', true],
    ['192.0.3.1', false],
    ['not an address', false],
  ] as const;
  for (const [address, listed] of table) {
    assert.equal(isListed(address, listOf(list)), listed, address);
  }
});

test('a list is kept in one form, without repetition', () => {
  assert.deepEqual(listOf(' ::ffff:10.0.0.1,10.0.0.1\n2001:DB8::0/32 '), [
    '10.0.0.1',
    '2001:db8::/32',
  ]);
  assert.deepEqual(listOf(''), []);
});

test('an entry that is none is named', () => {
  const bad = ['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/08', '2001:db8::/129', '::ffff:10.0.0.0/95'];
  for (const entry of [...bad, 'example.com', '10.0.0.1/8/8', 'fe80::1%eth0', '10.0.0.0/-1']) {
    assert.deepEqual(parseAddressList(`127.0.0.1,${entry}`), { ok: false, problem: entry });
  }
  assert.equal(parseAddressList(Array(101).fill('10.0.0.1').join(',')).ok, false);
});

test('a network has the addresses that begin like it', () => {
  const value = (address: string) =>
    address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  check(
    forAll(ipV4(), ipV4(), integer({ min: 0, max: 32 }), (network, address, prefix) => {
      const cut = BigInt(32 - prefix);
      const inside = value(network) >> cut === value(address) >> cut;
      assert.equal(isListed(address, listOf(`${network}/${prefix}`)), inside);
      assert.equal(isListed(`::ffff:${address}`, listOf(`${network}/${prefix}`)), inside);
    }),
  );
});

test('all IPv6 addresses of one /64 count as one', () => {
  assert.equal(countedAddress('::ffff:203.0.113.7'), '203.0.113.7');
  assert.equal(countedAddress('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
  assert.equal(countedAddress('2001:db8:1:2::9'), '2001:db8:1:2::/64');
  assert.equal(countedAddress('2001:db8::9'), '2001:db8:0:0::/64');
  assert.equal(countedAddress('::1'), '0:0:0:0::/64');
});

test('a port behind an address does not count', () => {
  assert.equal(countedAddress('203.0.113.7:51234'), '203.0.113.7');
  assert.equal(countedAddress('[2001:db8:1:2::9]:51234'), '2001:db8:1:2::/64');
  assert.equal(countedAddress('[::ffff:203.0.113.7]'), '203.0.113.7');
  for (const none of ['203.0.113.7:', ':51234', '[203.0.113', 'example.com:80', '']) {
    assert.equal(countedAddress(none), 'unknown', none);
  }
});
