/** Goal: a code holds an address that a buyer's phone reaches. Method: machines with other networks. */
import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { test } from 'node:test';
import { publicHost, readPublicUrl } from './public-address.ts';

const ip = (address: string, internal = false) =>
  ({ address, internal, family: address.includes(':') ? 'IPv6' : 'IPv4' }) as NetworkInterfaceInfo;
const network = {
  lo: [ip('127.0.0.1', true), ip('::1', true)],
  eth0: [ip('fe80::1'), ip('169.254.7.7'), ip('192.168.1.20')],
};

function ask(host: string, production = false, publicUrl?: string, interfaces: object = network) {
  const warnings: string[] = [];
  const found = publicHost({
    host,
    publicUrl,
    production,
    interfaces: () => interfaces as typeof network,
    warn: (line) => warnings.push(line),
  });
  return { found, warnings };
}

test('an address of its own is taken as it is, without a warning', () => {
  assert.deepEqual(ask('127.0.0.1', true), { found: '127.0.0.1', warnings: [] });
  assert.deepEqual(ask('pos.local', true), { found: 'pos.local', warnings: [] });
  assert.deepEqual(ask('::1'), { found: '[::1]', warnings: [] });
});

for (const host of ['0.0.0.0', '::', '0', '', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0']) {
  test(`"${host}": a sandbox takes the machine's address and says so`, () => {
    const { found, warnings } = ask(host);
    assert.equal(found, '192.168.1.20');
    assert.match(warnings.join(), /192\.168\.1\.20.*--public-url/);
  });

  test(`"${host}": production wants --public-url`, () => {
    assert.throws(() => ask(host, true), /--public-url/);
    assert.deepEqual(ask(host, true, 'https://pay.example').warnings, []);
  });
}

test('a machine without a network', () => {
  const { found, warnings } = ask('0.0.0.0', false, undefined, { lo: network.lo });
  assert.equal(found, '127.0.0.1');
  assert.match(warnings.join(), /--public-url/);
});

test('--public-url is an address', () => {
  assert.equal(readPublicUrl('https://pay.example.com/'), 'https://pay.example.com');
  assert.equal(readPublicUrl('http://10.0.0.1:8700/qr/'), 'http://10.0.0.1:8700/qr');
  for (const wrong of ['pay.example.com', 'ftp://x', 'https://u:p@x', 'https://x/?a=b', '']) {
    assert.throws(() => readPublicUrl(wrong), /--public-url needs an address/, wrong);
  }
});
