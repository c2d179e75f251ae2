/**
 * A refused request, for the operator; the partner's answer has only the code. It contains no
 * received values except the ids below, because a malformed request may have a key, a payment code
 * or a phone number in any field.
 */
import { isPartnerId } from '@sampan/primitives';
import type { ErrorCode, Parameters } from '@sampan/protocol';
import type { PartnerKeys } from '#partner';

/** Why a request was refused: the wire code, and the rule or parameter. */
export interface Refused {
  readonly code: ErrorCode;
  readonly reason: string;
}

/** The log record of one refused request. */
export interface Refusal extends Refused {
  /** `gateway`: not admitted; `business`: admitted, and refused by its service. */
  readonly level: 'gateway' | 'business';
  /** The id of the exchange, also in the sandbox's response header. */
  readonly exchange: string;
  readonly partner?: string;
  readonly service?: string;
  /** The partner's order id; only after the signature was verified. */
  readonly order?: string;
}

const orderNames = ['partner_trans_id', 'out_trade_no'] as const;

/** A service's name has a dot or an underscore; a key, put into the wrong field, has neither. */
const mayBeKey = /^[a-z0-9]{32}$/i;

/** The ids of a request that may be logged; `keys` are those of its partner. */
export function idsOf(
  parameters: Parameters,
  level: Refusal['level'],
  keys: PartnerKeys['md5'] = [],
): Pick<Refusal, 'partner' | 'service' | 'order'> {
  const partner = parameters.get('partner') ?? '';
  const service = parameters.get('service') ?? '';
  const order = orderNames.map((name) => parameters.get(name)).find(Boolean);
  return {
    ...(isPartnerId(partner) && { partner }),
    ...(/^[a-z][\w.]{0,63}$/i.test(service) && !mayBeKey.test(service) && { service }),
    ...(level === 'business' && order !== undefined && { order: masked(withoutKeys(order, keys)) }),
  };
}

/** A program that has mixed up its fields sends its key as an id; in capitals too. */
function withoutKeys(id: string, keys: PartnerKeys['md5']): string {
  const lower = id.toLowerCase();
  const isIn = keys.some(({ value }) => lower.includes(value.reveal().toLowerCase()));
  return isIn ? '…' : id;
}

/**
 * Partners choose order ids freely. Parts that look like a payment code or a buyer's login are
 * removed: digit runs, formatted numbers, and e-mail addresses.
 */
const masked = (id: string): string =>
  [/\d{8,}/g, /\d(?:[-._/+()]*\d){7,}/g]
    .reduce(
      (text, digits) => text.replace(digits, (run) => (mayBeSecret(run) ? cut(run) : run)),
      id,
    )
    .replace(/[^@]+@.*$/, cut);

const cut = (text: string): string => `${text.slice(0, 2)}…`;

/**
 * A payment code, or a mobile number of the mainland or Hong Kong, with or without country code.
 */
const mayBeSecret = (run: string): boolean =>
  /^((2[5-9]|30)(\d{16}|\d{22})|((00)?86)?1[3-9]\d{9}|((00)?852)?[4-9]\d{7})$/.test(
    run.replace(/\D/g, ''),
  );
