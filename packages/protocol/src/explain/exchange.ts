import { isPartnerId, type Result } from '@sampan/primitives';
import { type Charset, parseCharset } from '../charset.ts';
import { type ErrorCode, isErrorCode } from '../error-codes.ts';
import type { Contract } from '../fields.ts';
import { decodeForm } from '../form.ts';
import { type BodyParts, type RawRequest, readRequest, type WireRequest } from '../request.ts';
import { isServiceName, serviceOf, services } from '../services/index.ts';
import { parseSignType, type VerifyingKeys } from '../signature.ts';
import { verifyRequest } from '../verify-request.ts';
import { causes } from './causes.ts';
import { explainSignature, type SearchLimits, type SignatureExplanation } from './explain.ts';
import { type Lines, linesFor } from './lines.ts';
import type { OtherKey } from './recipe.ts';
import { explainRefusal, type RefusalExplanation } from './refusal.ts';

/** What is known of one request. A record of exchanges has all of it, a file only the request. */
export interface ExchangeRecord {
  readonly request: RawRequest;
  /** The parts of a multipart body. */
  readonly parts?: BodyParts;
  readonly refusal?: {
    readonly code: string;
    readonly reason?: string;
    readonly level?: 'gateway' | 'business';
  };
  /** The partner’s contract; both are tried without it. */
  readonly contract?: Contract;
  /** What was stored before under the same id, by the names of the wire; what has none there is by ours. */
  readonly stored?: Readonly<Record<string, string>>;
}

export interface KnownKeys extends SearchLimits {
  readonly keys?: VerifyingKeys;
  readonly otherKeys?: readonly OtherKey[];
}

export interface Explanation {
  /**
   * `valid`: nothing is wrong as far as it was checked. `explained`: proven. `guess`: likely.
   * `refused`: the rule behind the refusal's code.
   */
  readonly verdict: 'valid' | 'explained' | 'guess' | 'refused';
  /** The name of the mistake, or the code of the refusal; null when nothing is wrong. */
  readonly cause: string | null;
  readonly means: string;
  readonly fix: string | null;
  readonly signature?: SignatureExplanation;
  /** For each mistake of a signature the line to change, in five languages. */
  readonly lines?: Readonly<Record<string, Lines>>;
  readonly refusal?: RefusalExplanation;
  /** What was not checked, and what it would need. */
  readonly unchecked: readonly string[];
}

/** Explains one request in the order of the gateway's checks. Shows no key. */
export function explainExchange(record: ExchangeRecord, known: KnownKeys = {}): Explanation {
  const code = record.refusal?.code;
  const read = readRequest(record.request, record.parts);
  if (!read.ok) return unreadable(record, read.problem, known);
  const request = read.value;
  // The gateway checks in this order, so that a later refusal means that these have passed.
  if (code !== undefined && isErrorCode(code) && code !== 'ILLEGAL_SIGN') {
    const fault = faultOf(record, request);
    return fault?.cause === code ? fault : refused(record, request, { ...record.refusal, code });
  }
  const early = code === undefined ? earlyRefusal(request) : undefined;
  if (early) return refused(record, request, early);
  const signature = signatureOf(record, request, known);
  if (signature && signature.verdict !== 'valid') return ofSignature(signature);
  const unchecked = signature ? [] : [keyNeeded(request)];
  if (code === 'ILLEGAL_SIGN') return { ...refused(record, request, { code }), unchecked };
  return { ...(faultOf(record, request) ?? nothingWrong), unchecked };
}

const nothingWrong: Explanation = {
  verdict: 'valid',
  cause: null,
  means: 'nothing is wrong in the request itself; what is stored was not looked at',
  fix: null,
  unchecked: [],
};

const keyNeeded = ({ parameters }: WireRequest): string =>
  parameters.get('sign_type') === 'MD5'
    ? 'the signature: give the MD5 key with --key or --key-file'
    : 'the signature: give the partner’s public key with --key-file';

interface Found {
  readonly code: ErrorCode;
  readonly reason?: string;
  readonly level?: 'gateway' | 'business';
}

function refused(
  { stored }: ExchangeRecord,
  { parameters }: Pick<WireRequest, 'parameters'>,
  found: Found,
): Explanation {
  const refusal = explainRefusal({
    ...found,
    service: parameters.get('service') ?? '',
    parameters,
    ...(stored && { stored }),
  });
  const about = [refusal.parameter, refusal.reason].filter(Boolean).join(': ');
  return {
    verdict: 'refused',
    cause: found.code,
    means: about === '' ? refusal.rule : `${about}; ${refusal.rule}`,
    fix: refusal.fix,
    refusal,
    unchecked: [],
  };
}

/** The checks before the signature. */
function earlyRefusal({ parameters }: WireRequest): Found | undefined {
  const service = parameters.get('service') ?? '';
  if (!isServiceName(service)) {
    const meant = services.find(({ name }) => name === service.trim().toLowerCase())?.name;
    const reason = service === '' ? 'missing' : meant ? `unknown; meant is ${meant}` : 'unknown';
    return { code: 'ILLEGAL_SERVICE', reason: `service: ${reason}`, level: 'gateway' };
  }
  const partner = parameters.get('partner') ?? '';
  if (!isPartnerId(partner) && service !== 'notify_verify') {
    const reason = `partner: ${partner === '' ? 'missing' : 'not 16 digits that begin with 2088'}`;
    return { code: 'ILLEGAL_PARTNER', reason, level: 'gateway' };
  }
  const signType = parameters.get('sign_type') ?? '';
  if (!parseSignType(signType) && service !== 'notify_verify') {
    const meant = parseSignType(signType.trim().toUpperCase());
    const reason = signType === '' ? 'missing' : meant ? `not ${meant} in capitals` : 'unknown';
    return { code: 'ILLEGAL_SIGN_TYPE', reason: `sign_type: ${reason}`, level: 'gateway' };
  }
  return undefined;
}

function signatureOf(
  { request }: ExchangeRecord,
  read: WireRequest,
  { keys, otherKeys = [], mayContinue }: KnownKeys,
): SignatureExplanation | undefined {
  if (!keys || read.parameters.get('service') === 'notify_verify') return undefined;
  const isMd5 = read.parameters.get('sign_type') === 'MD5';
  // Without a key of this kind no signature can be checked, but a text in its place explains much.
  if (!keys.md5Key && !keys.publicKey) return undefined;
  if (isMd5 ? !keys.md5Key : !keys.publicKey) return undefined;
  for (const each of [read, ...(read.withoutBody ? [read.withoutBody] : [])]) {
    if (verifyRequest(each, keys)) return validSignature;
  }
  const form =
    request.body && request.body.length <= formMax ? request.body.toString('latin1') : '';
  const message = {
    parameters: [...read.parameters],
    charset: read.charset,
    query: request.query,
    form,
    keys,
    otherKeys,
  };
  return explainSignature(message, mayContinue && { mayContinue });
}

/** A longer one is searched without its raw form. */
const formMax = 65_536;

const validSignature: SignatureExplanation = {
  verdict: 'valid',
  causes: [],
  alternatives: [],
  serverString: '',
  ruledOut: [],
  isComplete: true,
};

function ofSignature(signature: SignatureExplanation): Explanation {
  const { causes: found, guess, verdict } = signature;
  const named = guess ? [...found, guess] : found;
  return {
    verdict: verdict === 'explained' ? 'explained' : 'guess',
    cause: named.map(({ cause }) => cause).join(' + '),
    means: named.map(({ means }) => means).join('; '),
    fix: named.map(({ fix }) => fix).join('; '),
    signature,
    lines: Object.fromEntries(named.map(({ cause }) => [cause, linesFor(cause)])),
    unchecked: [],
  };
}

/** What is wrong with a parameter, as the service reads it. */
function faultOf(record: ExchangeRecord, request: WireRequest): Explanation | undefined {
  const name = request.parameters.get('service') ?? '';
  if (!isServiceName(name)) return undefined;
  const contracts: readonly Contract[] = record.contract ? [record.contract] : ['hk', 'global'];
  const reads = contracts.map((contract) => serviceOf(name).parse(request.parameters, contract));
  const [first] = reads;
  if (!first || first.ok || reads.some(({ ok }) => ok)) return undefined;
  const { code, field, reason, level } = first.problem;
  return refused(record, request, { code, reason: `${field}: ${reason}`, level });
}

/** A request that cannot be read at all. */
function unreadable(
  record: ExchangeRecord,
  { code, reason }: { readonly code: ErrorCode; readonly reason: string },
  known: KnownKeys,
): Explanation {
  const other = /^bytes that are not /.test(reason) ? inOtherCharset(record, known) : undefined;
  const explained = refused(record, { parameters: new Map() }, { code, reason, level: 'gateway' });
  return other ? { ...explained, ...other } : explained;
}

/** The charset in which the bytes can be read, when the declared one is another. */
function inOtherCharset(
  { request }: ExchangeRecord,
  { keys }: KnownKeys,
): Pick<Explanation, 'verdict' | 'cause' | 'means' | 'fix' | 'signature'> | undefined {
  const form = [request.query, request.body?.toString('latin1') ?? ''].filter(Boolean).join('&');
  for (const charset of ['GBK', 'UTF-8'] as const) {
    const read: Result<readonly (readonly [string, string])[], unknown> = decodeForm(form, charset);
    if (!read.ok) continue;
    const parameters = new Map(read.value);
    const declared = parseCharset(parameters.get('_input_charset') ?? '') ?? 'GBK';
    if (declared === charset) continue;
    const isSigned = keys !== undefined && verifyRequest(wire(parameters, charset), keys);
    const { means, fix } = causes['string-in-other-charset'];
    return {
      verdict: isSigned ? 'explained' : 'guess',
      cause: 'string-in-other-charset',
      means: `${means}: the bytes are ${charset}, and it declares ${declared}`,
      fix,
    };
  }
  return undefined;
}

const wire = (parameters: ReadonlyMap<string, string>, charset: Charset): WireRequest => ({
  parameters,
  charset,
  replyCharset: charset,
});
