import type { Charset } from '../charset.ts';
import { encodeForm, type Parameter } from '../form.ts';
import { type Signing, signParameters } from '../sign-parameters.ts';

/** Where `_input_charset` is sent. The documents ask for the URL; clients do all four (09 §1). */
export type CharsetPlace = 'url' | 'body' | 'both' | 'nowhere';

/** A request ready to be sent: append `query` to the address after `?`, post `body`. */
export interface SignedRequest {
  /** All parameters with the signature, in the order of the form. */
  readonly parameters: readonly Parameter[];
  readonly query: string;
  readonly body: string;
  readonly contentType: string;
}

/**
 * Signs a request (01 §2, §4): adds the charset to the parameters, signs all, and writes query
 * string and form. Each character must exist in the charset; see `canEncode`.
 * ```ts
 * const request = await signRequest(
 *   [['service', 'alipay.acquire.overseas.query'], ['partner', id], ['partner_trans_id', order]],
 *   { signType: 'MD5', charset: 'UTF-8', keys: { md5Key } },
 * );
 * await fetch(`${gateway}?${request.query}`, { method: 'POST', body: request.body, … });
 * ```
 */
export async function signRequest(
  parameters: Iterable<Parameter>,
  signing: Signing,
  charsetIn: CharsetPlace = 'url',
): Promise<SignedRequest> {
  const { charset } = signing;
  const declared: readonly Parameter[] =
    charsetIn === 'nowhere' ? [...parameters] : [['_input_charset', charset], ...parameters];
  return requestForm(await signParameters(declared, signing), charset, charsetIn);
}

/** Query string and form of parameters that are signed already. */
export function requestForm(
  parameters: readonly Parameter[],
  charset: Charset,
  charsetIn: CharsetPlace = 'url',
): SignedRequest {
  const declared = parameters.filter(isCharset);
  const inUrl = charsetIn === 'url' || charsetIn === 'both' ? declared : [];
  const inBody = charsetIn === 'url' ? parameters.filter((each) => !isCharset(each)) : parameters;
  return {
    parameters,
    query: encodeForm(inUrl, charset),
    body: encodeForm(inBody, charset),
    contentType: `application/x-www-form-urlencoded;charset=${charset}`,
  };
}

const isCharset = ([name]: Parameter): boolean => name === '_input_charset';
