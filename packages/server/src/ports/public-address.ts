/** By which address others reach the public port: it stands in the codes that buyers scan. */
import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { UsageError } from '@sampan/cli';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

export interface AddressWish {
  /** What the public port listens on. */
  readonly host: string;
  /** `--public-url`. */
  readonly publicUrl: string | undefined;
  /** There, codes with a guessed address are refused. */
  readonly production: boolean;
  readonly interfaces: () => Interfaces;
  readonly warn: (line: string) => void;
}

/** The host that stands in addresses when no `--public-url` is given. */
export function publicHost({ host, publicUrl, production, interfaces, warn }: AddressWish): string {
  if (publicUrl !== undefined || !isWildcard(host)) return reachable(host);
  if (production) {
    throw new UsageError(
      `--host ${host} listens on every address, and codes need one that buyers reach: ` +
        'say which with --public-url, such as --public-url https://pay.example.com',
    );
  }
  const found = machineAddress(interfaces());
  const advice = 'Say with --public-url how buyers reach this port.';
  warn(
    found === undefined
      ? `This machine has no address of its own; codes hold 127.0.0.1. ${advice}`
      : `Codes hold this machine's address ${found}. ${advice}`,
  );
  return found ?? '127.0.0.1';
}

/** Reads `--public-url`: http or https, a host, perhaps a path. */
export function readPublicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password;
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('--public-url needs an address such as https://pay.example.com');
  }
  return url.href.replace(/\/+$/, '');
}

/** The host as it stands in an address; one that means every interface is reached by loopback. */
export function reachable(host: string): string {
  if (isWildcard(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** `0.0.0.0`, `::` and their other spellings; also an empty one, of a variable that is not set. */
const isWildcard = (host: string): boolean =>
  host === '' || host === '0' || (isIP(host) !== 0 && /^(::ffff:)?[0:.]+$/i.test(host));

/** The first IPv4 address by which other machines may reach this one. */
const machineAddress = (interfaces: Interfaces): string | undefined =>
  Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal, address }) => {
      return family === 'IPv4' && !internal && !address.startsWith('169.254.');
    })?.address;
