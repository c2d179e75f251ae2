/**
 * The checks before a request's business, in the order of 01 §10. Charset and duplicate parameters
 * were checked while the request was parsed.
 */
import {
  isPartnerId,
  minutes,
  ok,
  type PartnerId,
  problem,
  type Result,
  type Secret,
} from '@sampan/primitives';
import { isFresh, type Parameters, parseSignType, type WireRequest } from '@sampan/protocol';
import type { KnownPartner, Partner, PartnerKeys } from '#partner';
import type { GatewayDependencies } from './dependencies.ts';
import type { CheckName, Recorder } from './exchange.ts';
import { type Caller, faultText, type Handler, type Prepared } from './handler.ts';
import { handlerOf } from './handlers.ts';
import { hasKeyFor, verifiedBy } from './partner-keys.ts';
import type { Refused } from './refusal.ts';

export interface Admitted {
  readonly handler: Handler;
  readonly caller: Caller;
  /** The signed parameters. */
  readonly signed: Parameters;
  readonly prepared: Prepared;
  /** The key of the request, which also signs an MD5 reply. */
  readonly md5Key: Secret<string> | undefined;
  /** All of the partner's: none of them is logged. */
  readonly keys: PartnerKeys;
}

/** `by`: the partner that signed it, if it was found out. */
export type NotAdmitted = Refused & { readonly by?: PartnerId };

const timestampValidity = minutes(30);

export async function admit(
  request: WireRequest,
  dependencies: GatewayDependencies,
  recorder?: Recorder,
): Promise<Result<Admitted, NotAdmitted>> {
  const { parameters, charset } = request;
  const refuse = (check: CheckName, code: Refused['code'], reason: string) => {
    recorder?.failed(check, { reason });
    return problem<NotAdmitted>({ code, reason });
  };
  const handler = handlerOf(parameters.get('service') ?? '');
  if (!handler) {
    return refuse('service', 'ILLEGAL_SERVICE', `service: ${given(parameters, 'service')}`);
  }
  recorder?.passed('service');

  const known = await findPartner(parameters.get('partner') ?? '', dependencies);
  if (!known) {
    return refuse('partner', 'ILLEGAL_PARTNER', `partner: ${given(parameters, 'partner')}`);
  }
  recorder?.passed('partner');
  const { partner, keys } = known;
  if (!mayCall(partner, handler)) {
    const reason = `the partner's contract lacks this service`;
    return refuse('contract', 'ILLEGAL_PARTNER_EXTERFACE', reason);
  }
  recorder?.passed('contract');

  const signType = parseSignType(parameters.get('sign_type') ?? '');
  if (!signType) {
    return refuse('sign-type', 'ILLEGAL_SIGN_TYPE', `sign_type: ${given(parameters, 'sign_type')}`);
  }
  recorder?.passed('sign-type');
  const now = dependencies.clock.now();
  if (!hasKeyFor(signType, keys, now)) {
    const reason = `${signType}, but the partner has no public key here`;
    return refuse('key', 'ILLEGAL_SECURITY_PROFILE', reason);
  }
  recorder?.passed('key');
  recorder?.note({ signed: parameters });
  const verified = verifiedBy(request, signType, keys, now);
  if (!verified) {
    const asked = parameters.get('sign') ? 'does not match' : 'is missing';
    return refuse('signature', 'ILLEGAL_SIGN', `sign ${asked} (${signType}, ${charset})`);
  }
  recorder?.passed('signature');
  recorder?.note({ signed: verified.signed });

  // From here on the partner is authenticated; only signed parameters count.
  const caller = { partner, charset, signType };
  const argument = (check: CheckName, reason: string) => {
    recorder?.failed(check, { reason });
    return problem<NotAdmitted>({ code: 'ILLEGAL_ARGUMENT', reason, by: partner.id });
  };
  const read = handler.prepare(verified.signed, caller, dependencies);
  if (!read.ok) return argument('parameters', faultText(read.problem));
  recorder?.passed('parameters');
  if (isExpired(partner, read.value, dependencies)) {
    const age = read.value.timestamp === 'missing' ? 'missing' : 'not within 30 minutes';
    const reason = `timestamp: ${age}, and this partner's requests expire`;
    return argument('age', reason);
  }
  recorder?.passed('age');

  // A contract grants whole services, so HAS_NO_PRIVILEGE, which would be checked here, is never
  // answered.
  const { signed, md5Key } = verified;
  return ok({ handler, caller, signed, prepared: read.value, md5Key, keys });
}

/** Why an id is invalid; its value may be anything and is not repeated. */
const given = (parameters: Parameters, name: string): string =>
  parameters.get(name) ? 'unknown' : 'missing';

const findPartner = (
  id: string,
  { directory }: GatewayDependencies,
): KnownPartner | undefined | Promise<KnownPartner | undefined> =>
  isPartnerId(id) ? directory.find(id) : undefined;

/** Whether the service exists under the kind of contract, and is in this partner's. */
const mayCall = ({ contract, services }: Partner, { name, contracts }: Handler): boolean =>
  contracts.includes(contract) && services?.includes(name) !== false;

/**
 * Whether the partner requires expiry, and this request is older than 30 minutes. A request without
 * a timestamp could be of any age (17).
 */
const isExpired = (
  { timestampExpires }: Partner,
  { timestamp }: Prepared,
  { clock }: GatewayDependencies,
): boolean => {
  if (!timestampExpires || timestamp === undefined) return false;
  return timestamp === 'missing' || !isFresh(timestamp, clock.now(), timestampValidity);
};
