import { isIP } from 'node:net';
import { ok, problem, type Result } from '@sampan/primitives';
import { isPublicAddress } from './own-network.ts';

/** The target of a notification. */
export interface Target {
  readonly protocol: 'http:' | 'https:';
  /** An IPv6 address has no brackets here. */
  readonly hostname: string;
  /** Undefined: the protocol's default. */
  readonly port: number | undefined;
  /** With the query. */
  readonly path: string;
}

/** Why an address can never be used, however often it is retried. */
export type AddressProblem = 'not-an-address' | 'not-http' | 'names-a-user';

/** Parses an address. Requests with invalid ones were refused, but settings can be wrong too. */
export function targetOf(address: string): Result<Target, AddressProblem> {
  if (!URL.canParse(address)) return problem('not-an-address');
  const url = new URL(address);
  const { protocol } = url;
  if (protocol !== 'http:' && protocol !== 'https:') return problem('not-http');
  if (url.username !== '' || url.password !== '') return problem('names-a-user');
  return ok({
    protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    path: `${url.pathname}${url.search}`,
  });
}

/**
 * Whether the target is a numeric address in the operator's own network. Names are checked when
 * resolved for a connection.
 */
export const namesOwnNetwork = ({ hostname }: Target): boolean =>
  isIP(hostname) !== 0 && !isPublicAddress(hostname);
