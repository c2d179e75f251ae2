import { assert } from '@sampan/primitives';
import {
  type BusinessErrorCode,
  businessErrors,
  describeError,
  type ErrorCode,
  isErrorCode,
  isGatewayErrorCode,
} from '../error-codes.ts';
import { isServiceName, serviceOf } from '../services/index.ts';
import { businessPages } from './business-pages.ts';
import { gatewayPages } from './gateway-pages.ts';
import { type RefusalPage, type Retry, retries } from './retry.ts';
import { servicePages } from './service-pages.ts';

/** A refusal, with what is known about it. */
export interface RefusalCase {
  readonly code: ErrorCode;
  /** The value of `service`; any text. */
  readonly service?: string;
  /** `gateway` when `is_success` is F. */
  readonly level?: 'gateway' | 'business';
  /** What the operator’s log says: `currency: unknown`, or the name of a rule. */
  readonly reason?: string;
  readonly parameters?: ReadonlyMap<string, string>;
  /** What was stored before under the same id, by the names of the wire. */
  readonly stored?: Readonly<Record<string, string>>;
}

/** A value that differs from what was stored before. */
export interface StoredDifference {
  readonly parameter: string;
  readonly sent: string | undefined;
  readonly stored: string;
}

export interface RefusalExplanation {
  readonly code: ErrorCode;
  readonly means: string;
  /** The rule that the request broke. */
  readonly rule: string;
  /** What the gateway said about it, if it is known. */
  readonly reason?: string;
  /** The parameter at fault, if it is known. */
  readonly parameter?: string;
  /** What was sent in the parameters that the rule reads. */
  readonly sent: Readonly<Record<string, string>>;
  /** Where the request differs from what was stored before. */
  readonly differences: readonly StoredDifference[];
  readonly stored?: Readonly<Record<string, string>>;
  readonly retry: Retry;
  readonly retryMeans: string;
  readonly fix: string;
  /** The pages of the official documents. */
  readonly documents: readonly string[];
  /** The command that shows the tables of the service. */
  readonly reference: string;
}

/**
 * The rule behind a refusal, the parameter, what was sent and stored, and what to do.
 * `explainRefusal({ code: 'TRADE_CANCEL_TIME_OUT' }).fix` is `refund it`.
 */
export function explainRefusal(refusal: RefusalCase): RefusalExplanation {
  const { code, reason, parameters = none, stored } = refusal;
  const { rule, retry, fix, parameters: read } = pageOf(refusal);
  const [, parameter, fault] = /^([a-z_]{1,40})(?:\.[a-z_]+)?: (.+)$/.exec(reason ?? '') ?? [];
  const names = parameter === undefined ? read : [parameter];
  const differences = stored ? differencesOf(stored, parameters) : [];
  const only = names.filter((name) => parameters.has(name));
  const first = parameter ?? differences[0]?.parameter ?? (only.length === 1 ? only[0] : undefined);
  return {
    code,
    means: describeError(code),
    rule,
    ...((fault ?? reason) !== undefined && { reason: fault ?? reason }),
    ...(first !== undefined && { parameter: first }),
    sent: Object.fromEntries(only.map((name) => [name, shown(name, parameters.get(name) ?? '')])),
    differences,
    ...(stored && { stored }),
    retry,
    retryMeans: retries[retry],
    fix,
    documents: documentsOf(refusal.service ?? ''),
    reference:
      `sampan services ${isServiceName(refusal.service ?? '') ? refusal.service : ''}`.trim(),
  };
}

/** The page of a code, as it is in that service. */
export function pageOf({ code, service = '', level }: RefusalCase): RefusalPage {
  if (isGatewayErrorCode(code) && (level === 'gateway' || !isBusinessCode(code))) {
    return gatewayPages[code];
  }
  assert(isBusinessCode(code), 'a code is of the gateway or of a service');
  const change = isServiceName(service) ? servicePages[service]?.[code] : undefined;
  return { ...businessPages[code], ...change };
}

/** Whether a code can be explained. */
export const isExplainedCode = (text: string): text is ErrorCode => isErrorCode(text);

const isBusinessCode = (code: ErrorCode): code is BusinessErrorCode =>
  Object.hasOwn(businessErrors, code);

const none: ReadonlyMap<string, string> = new Map();

function documentsOf(service: string): readonly string[] {
  const table = 'https://global.alipay.com/docs/ac/gr/error_code';
  if (!isServiceName(service)) return [table];
  const { documents } = serviceOf(service);
  return [...documents.map((path) => `https://global.alipay.com/docs/ac/${path}`), table];
}

/** A payment code pays for a minute, so that only its beginning is shown. */
const shown = (name: string, value: string): string =>
  name === 'buyer_identity_code' && value.length > 4 ? `${value.slice(0, 4)}…` : value;

function differencesOf(
  stored: Readonly<Record<string, string>>,
  parameters: ReadonlyMap<string, string>,
): readonly StoredDifference[] {
  return Object.entries(stored).flatMap(([parameter, before]) => {
    const sent = parameters.get(parameter);
    if (sent === undefined || plain(sent) === plain(before)) return [];
    return [{ parameter, sent: shown(parameter, sent), stored: shown(parameter, before) }];
  });
}

/** Amounts are equal with and without their decimals: 10 and 10.00. */
const plain = (text: string): string =>
  /^[0-9]+\.[0-9]+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
