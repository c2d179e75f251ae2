import { ok, problem, type Result } from '@sampan/primitives';
import { type Charset, defaultCharset, parseCharset } from './charset.ts';
import type { GatewayErrorCode } from './error-codes.ts';
import { decodeRaw, type RawParameter, splitForm } from './form.ts';
import { isXmlText } from './xml.ts';

/** An HTTP request as received, before parsing. */
export interface RawRequest {
  readonly method: string;
  /** The raw query string after the first `?`; empty when there is none. */
  readonly query: string;
  readonly contentType?: string | undefined;
  readonly body?: Buffer | undefined;
}

export type Parameters = ReadonlyMap<string, string>;

export interface WireRequest {
  /** Every received parameter, in order, including empty ones. */
  readonly parameters: Parameters;
  /** The charset in which the request was read and its signature is verified. */
  readonly charset: Charset;
  /**
   * The charset of the reply and its signature: the URL's, or GBK if the URL names none (09 §1).
   */
  readonly replyCharset: Charset;
  /**
   * The request of the URL alone, if the URL has a signature and the body is multipart. If only
   * this one verifies, the body was stray and is ignored (17).
   */
  readonly withoutBody?: WireRequest;
}

/** Why a request cannot be parsed; refused before its signature is checked. */
export interface GatewayError {
  readonly code: Extract<GatewayErrorCode, 'ILLEGAL_CHARSET' | 'ILLEGAL_ARGUMENT'>;
  /** For the operator and the inspector; the wire carries only the code. */
  readonly reason: string;
  readonly replyCharset: Charset;
}

/** The parts of a body, or why it is not a form. */
export type BodyParts = Result<readonly RawParameter[], string>;

/**
 * Reads the parameters of query string and form body together (09 §1). The charset is that of
 * `_input_charset`, first the URL's, regardless of the Content-Type; GBK if there is none. A body
 * that is not a form is ignored when the URL is a complete request (17). `parts` is the result of
 * `splitMultipart` for such a body.
 */
export function readRequest(raw: RawRequest, parts?: BodyParts): Result<WireRequest, GatewayError> {
  const query = splitForm(raw.query);
  const urlName = query.ok ? declaredCharset(query.value) : undefined;
  const urlCharset = urlName === undefined ? undefined : parseCharset(urlName);
  const replyCharset = urlCharset ?? defaultCharset;
  const refuse = (code: GatewayError['code'], reason: string) =>
    problem({ code, reason, replyCharset });

  if (!query.ok) return refuse('ILLEGAL_ARGUMENT', 'the query string has a broken escape');
  if (urlName !== undefined && !urlCharset) return refuse('ILLEGAL_CHARSET', unknownCharset);

  const ofUrl = (): Result<WireRequest, GatewayError> => {
    const read = readParameters(query.value, replyCharset);
    if (!read.ok) return refuse('ILLEGAL_ARGUMENT', read.problem);
    return ok({ parameters: read.value, charset: replyCharset, replyCharset });
  };
  const body = bodyOf(raw, parts);
  if (!body) return ofUrl();
  if (!body.ok) {
    return mayStandAlone(query.value) ? ofUrl() : refuse('ILLEGAL_ARGUMENT', body.problem);
  }

  const bodyName = urlCharset ? undefined : declaredCharset(body.value);
  const bodyCharset = bodyName === undefined ? undefined : parseCharset(bodyName);
  if (bodyName !== undefined && !bodyCharset) return refuse('ILLEGAL_CHARSET', unknownCharset);
  const charset = bodyCharset ?? replyCharset;
  const arrived = query.value.length === 0 ? body.value : [...query.value, ...body.value];
  const read = readParameters(arrived, charset);
  if (!read.ok) return refuse('ILLEGAL_ARGUMENT', read.problem);
  const request = { parameters: read.value, charset, replyCharset };
  if (!parts || !mayStandAlone(query.value)) return ok(request);
  const alone = ofUrl();
  return ok(alone.ok ? { ...request, withoutBody: alone.value } : request);
}

/** The body's parameters; undefined without a body, a problem if it is not a form. */
function bodyOf(
  { method, body, contentType }: RawRequest,
  parts: BodyParts | undefined,
): BodyParts | undefined {
  if (method !== 'POST' || !body || body.length === 0) return undefined;
  if (parts) return parts;
  if (!isForm(contentType)) return problem('the body is not a form');
  const split = splitForm(body.toString('latin1'));
  return split.ok ? split : problem('the body has a broken escape');
}

/** Whether a URL is a complete request: it has a signature, or its service needs none. */
const mayStandAlone = (query: readonly RawParameter[]): boolean =>
  query.some(
    ([name, value]) =>
      (name === 'sign' && value !== '') || (name === 'service' && value === 'notify_verify'),
  );

/** The decoded parameters, or why they cannot be decoded. */
function readParameters(
  arrived: readonly RawParameter[],
  charset: Charset,
): Result<Parameters, string> {
  const parameters = new Map<string, string>();
  for (const [rawName, rawValue] of arrived) {
    const name = decodeRaw(rawName, charset);
    const value = decodeRaw(rawValue, charset);
    if (name === undefined || value === undefined) return problem(`bytes that are not ${charset}`);
    // The reply echoes every parameter, and XML cannot represent these characters.
    if (!isXmlText(name) || !isXmlText(value)) {
      return problem(`a control character in ${plainName(name)}`);
    }
    const before = parameters.get(name);
    if (before === undefined) parameters.set(name, value);
    // Otherwise the signed value and the value in use could differ.
    else if (before !== value) return problem(`two values of ${plainName(name)}`);
  }
  return ok(parameters);
}

const unknownCharset = '_input_charset: not one of ours';

/** Reasons are logged, and the text in place of a name may be anything, even a key. */
const plainName = (name: string): string =>
  /^[a-z][a-z_]{0,39}$/.test(name) ? name : 'a parameter whose name is none of ours';

function declaredCharset(parameters: readonly RawParameter[]): string | undefined {
  for (const [name, value] of parameters) {
    if (name !== '_input_charset' || value === '') continue;
    return typeof value === 'string' ? value : value.toString('latin1');
  }
  return undefined;
}

/**
 * Only the part before the first `;` counts: the official demos send
 * `application/x-www-form-urlencoded; text/html; charset=utf-8`. A missing header counts as a form
 * too.
 */
function isForm(contentType: string | undefined): boolean {
  if (contentType === undefined || contentType === '') return true;
  const end = contentType.indexOf(';');
  const mediaType = end < 0 ? contentType : contentType.slice(0, end);
  return mediaType.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}
