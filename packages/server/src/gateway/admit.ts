/**
 * The checks that every request passes before its business begins, in the order of 01 §10. That the
 * charset is one of ours and that no parameter has two values was checked while it was read.
 */
import { isPartnerId, minutes, ok, problem, type Result } from '@sampan/primitives';
import {
  type GatewayErrorCode,
  isFresh,
  parseSignType,
  verifyRequest,
  type WireRequest,
} from '@sampan/protocol';
import type { Partner } from '#partner';
import type { GatewayDependencies } from './dependencies.ts';
import type { Caller, Handler, Prepared } from './handler.ts';
import { handlerOf } from './handlers.ts';
import { verifyingKeys } from './partner-keys.ts';

export interface Admitted {
  readonly caller: Caller;
  readonly prepared: Prepared;
}

const timestampValidity = minutes(30);

export async function admit(
  request: WireRequest,
  dependencies: GatewayDependencies,
): Promise<Result<Admitted, GatewayErrorCode>> {
  const { parameters, charset } = request;
  const handler = handlerOf(parameters.get('service') ?? '');
  if (!handler) return problem('ILLEGAL_SERVICE');

  const partner = await findPartner(parameters.get('partner') ?? '', dependencies);
  if (!partner) return problem('ILLEGAL_PARTNER');
  if (!mayCall(partner, handler)) return problem('ILLEGAL_PARTNER_EXTERFACE');

  const signType = parseSignType(parameters.get('sign_type') ?? '');
  if (!signType) return problem('ILLEGAL_SIGN_TYPE');
  const keys = verifyingKeys(partner);
  if (signType !== 'MD5' && !keys.publicKey) return problem('ILLEGAL_SECURITY_PROFILE');
  const signed = await verifyRequest(request, keys);
  if (!signed) return problem('ILLEGAL_SIGN');

  // From here on the partner is who it says; only what it has signed counts.
  const caller = { partner, charset, signType };
  const read = handler.prepare(signed, caller, dependencies);
  if (!read.ok) return problem('ILLEGAL_ARGUMENT');
  if (isExpired(partner, read.value, dependencies)) return problem('ILLEGAL_ARGUMENT');

  // A contract grants services whole, so whoever has a service has every privilege in it, and
  // HAS_NO_PRIVILEGE, which would stand here, is never answered.
  return ok({ caller, prepared: read.value });
}

const findPartner = (
  id: string,
  { directory }: GatewayDependencies,
): Partner | undefined | Promise<Partner | undefined> =>
  isPartnerId(id) ? directory.find(id) : undefined;

/** Whether the service belongs to the kind of contract, and to this one. */
const mayCall = ({ contract, services }: Partner, { name, contracts }: Handler): boolean =>
  contracts.includes(contract) && services?.includes(name) !== false;

/**
 * Whether the partner wants old requests refused, and this one is older than 30 minutes. One that
 * leaves its time out could be of any age (17).
 */
const isExpired = (
  { timestampExpires }: Partner,
  { timestamp }: Prepared,
  { clock }: GatewayDependencies,
): boolean => {
  if (!timestampExpires || timestamp === undefined) return false;
  return timestamp === 'missing' || !isFresh(timestamp, clock.now(), timestampValidity);
};
