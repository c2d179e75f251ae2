import { isIP } from 'node:net';
import { ok, problem, type Result } from '@sampan/primitives';
import { isPublicAddress } from './own-network.ts';

/** Where a notification is posted to. */
export interface Target {
  readonly protocol: 'http:' | 'https:';
  /** An address of version 6 without its brackets. */
  readonly hostname: string;
  /** Undefined: that of the protocol. */
  readonly port: number | undefined;
  /** With the query. */
  readonly path: string;
}

/** What is wrong with an address for good, however often it is tried. */
export type AddressProblem = 'not-an-address' | 'not-http' | 'names-a-user';

/** Takes an address apart. Requests were refused with a wrong one, but settings can be wrong, too. */
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
 * Whether the target is a numeric address of the operator's own network. A name is checked when it
 * is resolved for a connection.
 */
export const namesOwnNetwork = ({ hostname }: Target): boolean =>
  isIP(hostname) !== 0 && !isPublicAddress(hostname);
