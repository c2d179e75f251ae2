import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Whether an address belongs to the public internet. All others may be the operator's own:
 * loopback, private and shared networks, link-local, multicast, and reserved ranges. An IPv6
 * address that wraps an IPv4 one (mapped, or NAT64) counts as the wrapped one.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  if (isIPv4(address)) return !reserved.check(address, 'ipv4');
  const wrapped = wrappedAddress(address);
  if (wrapped) return isPublicAddress(wrapped);
  return unicast.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

const reserved = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  reserved.addSubnet(network, prefix, 'ipv4');
}
// Special purposes (including Teredo), documentation, 6to4, which may wrap anything.
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  reserved.addSubnet(network, prefix, 'ipv6');
}

/** Global unicast; without loopback, unique local, link-local and multicast. */
const unicast = new BlockList();
unicast.addSubnet('2000::', 3, 'ipv6');

function wrappedAddress(address: string): string | undefined {
  const bare = address.replace(/%.*$/, '');
  // The address parser normalises all forms: `[::ffff:7f00:1]`.
  const text = new URL(`http://[${bare}]/`).hostname;
  const match = /^\[(?:::ffff|64:ff9b:):(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})\]$/.exec(text);
  if (!match) return undefined;
  const high = Number.parseInt(match[1] ?? '0', 16);
  const low = Number.parseInt(match[2] ?? '0', 16);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}
