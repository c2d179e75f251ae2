/** Network addresses: allow lists and the canonical form. */
import { BlockList, isIP } from 'node:net';
import { ok, problem, type Result } from '../result.ts';

const entriesMax = 100;

/**
 * The canonical form of an address: IPv4 unchanged, also when mapped into IPv6; IPv6 in lower case,
 * shortened, without a zone. Undefined when the text is not an address.
 */
export function canonicalAddress(text: string): string | undefined {
  const [address = ''] = text.split('%', 1);
  const version = isIP(address);
  if (version === 4) return address;
  if (version !== 6) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const [left, right] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [left >> 8, left & 255, right >> 8, right & 255].join('.');
}

/**
 * Reads a list of addresses and networks, separated by commas or blanks: `203.0.113.7,
 * 198.51.100.0/24, 2001:db8::/32`. Returns its entries in canonical form, or the first invalid
 * entry.
 */
export function parseAddressList(text: string): Result<readonly string[], string> {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  if (entries.length > entriesMax) return problem(`more than ${entriesMax} entries`);
  const read: string[] = [];
  for (const entry of entries) {
    const canonical = canonicalEntry(entry);
    if (canonical === undefined) return problem(entry);
    read.push(canonical);
  }
  return ok([...new Set(read)]);
}

function canonicalEntry(entry: string): string | undefined {
  const [given = '', bits, ...more] = entry.split('/');
  const address = given.includes('%') ? undefined : canonicalAddress(given);
  if (address === undefined || more.length > 0) return undefined;
  if (bits === undefined) return address;
  if (!/^(0|[1-9][0-9]{0,2})$/.test(bits)) return undefined;
  const isMapped = isIP(given) === 6 && isIP(address) === 4;
  const prefix = Number(bits) - (isMapped ? 96 : 0);
  const most = isIP(address) === 4 ? 32 : 128;
  return prefix >= 0 && prefix <= most ? `${address}/${prefix}` : undefined;
}

/** Whether a list from `parseAddressList` contains an address. */
export function isListed(address: string, entries: readonly string[]): boolean {
  const canonical = canonicalAddress(address);
  if (canonical === undefined) return false;
  const list = new BlockList();
  for (const entry of entries) {
    const [base = '', bits] = entry.split('/');
    if (bits === undefined) list.addAddress(base, family(base));
    else list.addSubnet(base, Number(bits), family(base));
  }
  return list.check(canonical, family(canonical));
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/**
 * The key under which an address is counted: IPv4 address or IPv6 /64, since a client usually
 * controls a whole /64. Some proxies append the client's port, as `203.0.113.7:51234` or
 * `[2001:db8::1]:51234`.
 */
export function countedAddress(address: string): string {
  const canonical = canonicalAddress(withoutPort(address)) ?? 'unknown';
  if (isIP(canonical) !== 6) return canonical;
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

const withoutPort = (address: string): string =>
  address.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
