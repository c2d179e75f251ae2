import type { NotifyAddress } from '#acquiring';
import type { Caller } from './handler.ts';

/**
 * The notification address of a request; an address configured for the partner overrides it (17).
 */
export function notifyAddress(
  asked: string | undefined,
  { partner, charset, signType }: Caller,
): NotifyAddress | undefined {
  const url = partner.notifyUrl ?? asked;
  return url === undefined ? undefined : { url, charset, signType };
}
