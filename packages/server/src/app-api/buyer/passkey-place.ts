import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { PasskeyPlace } from '#sign-in';
import { conflict, Problem } from '../problem.ts';
import type { BuyerWorld } from './dependencies.ts';

/**
 * The site for which a passkey counts: where the pages of this installation are. A sandbox is reached by several
 * names; there it is the one by which the page was opened.
 */
export function passkeyPlace(
  { headers: { origin, host }, protocol }: FastifyRequest,
  { webAddress }: Pick<BuyerWorld, 'webAddress'>,
): PasskeyPlace {
  const asked = webAddress?.() ?? origin ?? `${protocol}://${host}`;
  const url = URL.canParse(asked) ? new URL(asked) : undefined;
  const name = url?.hostname ?? '';
  // Browsers make no passkeys for addresses of digits.
  if (!url || name === '' || isIP(name.replace(/^\[|\]$/g, '')) !== 0) throw notHere();
  return { origin: url.origin, rpId: name };
}

export const passkeyRefused = (): Problem =>
  new Problem(403, 'passkey-refused', 'This passkey does not fit, or the question is over');

const notHere = (): Problem =>
  conflict('passkeys-not-here', 'Passkeys need an address with a name, such as localhost');
