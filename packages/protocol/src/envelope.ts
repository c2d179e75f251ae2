import { byName, canonicalString } from './canonical.ts';
import { type Charset, canEncode, encodeText, withReferences } from './charset.ts';
import type { ErrorCode } from './error-codes.ts';
import type { Parameter } from './form.ts';
import type { Parameters } from './request.ts';
import { type SigningKeys, type SignType, sign } from './signature.ts';
import { escapeXml } from './xml.ts';

/** The element below `<response>`: `qrcodeinfo` for the qrcode services, else `alipay` (09 §2). */
export type ReplyNode = 'alipay' | 'qrcodeinfo';

export interface Reply {
  /** All received parameters, for the echo. */
  readonly parameters: Parameters;
  readonly node: ReplyNode;
  readonly fields: readonly Parameter[];
  readonly charset: Charset;
  readonly signType: SignType;
  readonly keys: SigningKeys;
}

/**
 * The reply to an accepted request (01 §7). Only the children of the node are signed, sorted by
 * name. A field without a value is left out, because clients sign an empty element in different
 * ways. A field that the charset cannot encode is left out too (17): a signed field is never
 * altered.
 */
export function renderReply(reply: Reply): Buffer | Promise<Buffer> {
  const { charset, signType, keys } = reply;
  const fields = reply.fields
    .filter(([, value]) => value !== '' && canEncode(value, charset))
    .sort(byName);
  const signature = sign(signType, canonicalString(fields), charset, keys);
  return typeof signature === 'string'
    ? envelope(reply, fields, signature)
    : signature.then((made) => envelope(reply, fields, made));
}

function envelope(reply: Reply, fields: readonly Parameter[], signature: string): Buffer {
  const { node, charset } = reply;
  let text = `${declarations[charset]}<alipay><is_success>T</is_success><request>`;
  text += echo(reply.parameters, charset);
  text += `</request><response><${node}>`;
  for (const [name, value] of fields) text += `<${name}>${escapeXml(value)}</${name}>`;
  text += `</${node}></response><sign>${signature}</sign>`;
  text += `<sign_type>${reply.signType}</sign_type></alipay>`;
  return encodeText(text, charset);
}

/**
 * The request as received, `sign` and `sign_type` last; one client compares it with what it sent.
 */
function echo(parameters: Parameters, charset: Charset): string {
  let text = '';
  for (const [name, value] of parameters) {
    if (name !== 'sign' && name !== 'sign_type') text += param(name, value, charset);
  }
  const signature = parameters.get('sign');
  const signType = parameters.get('sign_type');
  if (signature !== undefined) text += param('sign', signature, charset);
  if (signType !== undefined) text += param('sign_type', signType, charset);
  return text;
}

const param = (name: string, value: string, charset: Charset): string =>
  `<param name="${echoed(name, charset)}">${echoed(value, charset)}</param>`;

/** The echo is not signed, so characters outside the charset may be numeric references (17). */
const echoed = (text: string, charset: Charset): string => withReferences(escapeXml(text), charset);

/** A refusal: only the code, unsigned (01 §10). */
export function renderError(code: ErrorCode, charset: Charset): Buffer {
  const text = `<alipay><is_success>F</is_success><error>${code}</error></alipay>`;
  return Buffer.from(declarations[charset] + text, 'latin1');
}

/**
 * `text/xml;charset=UTF-8`, without a blank: one client treats anything else as raw text (09 §2).
 */
export const contentType = (charset: Charset): string => contentTypes[charset];

const contentTypes: Readonly<Record<Charset, string>> = {
  'UTF-8': 'text/xml;charset=UTF-8',
  GBK: 'text/xml;charset=GBK',
  GB2312: 'text/xml;charset=GB2312',
};

const declarations: Readonly<Record<Charset, string>> = {
  'UTF-8': '<?xml version="1.0" encoding="UTF-8"?>',
  GBK: '<?xml version="1.0" encoding="GBK"?>',
  GB2312: '<?xml version="1.0" encoding="GB2312"?>',
};
