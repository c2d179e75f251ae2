import { ok, problem, type Result } from '@sampan/primitives';
import { canonicalString } from './canonical.ts';
import { type Charset, decodeBytes, parseCharset } from './charset.ts';
import type { Parameter } from './form.ts';
import type { Parameters } from './request.ts';
import { parseSignType, type SignType, type VerifyingKeys, verify } from './signature.ts';
import { readXml, type XmlElement } from './xml-element.ts';

/** A reply as received by a client. */
export interface ReceivedReply {
  /** `is_success`: the gateway accepted the request. The outcome is in `result_code`. */
  readonly isSuccess: boolean;
  /** The gateway's refusal code, if it did not. */
  readonly error: string | undefined;
  readonly echo: Parameters;
  /** Children of the first element below `response`; empty for a refusal. */
  readonly fields: Parameters;
  readonly signature: string | undefined;
  readonly signType: SignType | undefined;
  readonly charset: Charset;
}

export type ReplyProblem = 'unknown-charset' | 'not-in-charset' | 'not-an-envelope';

/**
 * Reads an envelope (01 §7, §10) in the charset of the header, otherwise the one that the document
 * declares: recorded replies declare GBK although the request said UTF-8.
 */
export function readReply(
  bytes: Uint8Array,
  contentType?: string,
): Result<ReceivedReply, ReplyProblem> {
  const charset = parseCharset(charsetName(bytes, contentType));
  if (!charset) return problem('unknown-charset');
  const source = decodeBytes(bytes, charset);
  if (source === undefined) return problem('not-in-charset');
  const root = readXml(source);
  const reply = root?.name === 'alipay' ? readEnvelope(root, charset) : undefined;
  return reply ? ok(reply) : problem('not-an-envelope');
}

/**
 * Whether the key's holder signed the reply: over its fields, or over the code of a refusal (01 §8,
 * §10). Most refusals are unsigned; then this is false, and nothing may be booked on them.
 */
export function verifyReply(reply: ReceivedReply, keys: VerifyingKeys): boolean {
  const { signature, signType, charset, fields, error } = reply;
  if (!signature || !signType) return false;
  const signed: Iterable<Parameter> = reply.isSuccess ? fields : [['error', error ?? '']];
  return verify(signType, canonicalString(signed), charset, signature, keys);
}

function charsetName(bytes: Uint8Array, contentType: string | undefined): string {
  const header = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1];
  if (header) return header;
  const start = Buffer.from(bytes.subarray(0, 128)).toString('latin1');
  return /^<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/.exec(start)?.[1] ?? 'UTF-8';
}

function readEnvelope(root: XmlElement, charset: Charset): ReceivedReply | undefined {
  const parts = byName(root.children);
  const verdict = parts?.get('is_success')?.text;
  if (!parts || (verdict !== 'T' && verdict !== 'F')) return undefined;
  const isSuccess = verdict === 'T';
  const node = parts.get('response')?.children[0];
  const fields = fieldsOf(node?.children ?? []);
  const echo = echoOf(parts.get('request')?.children ?? []);
  if (!fields || !echo || (isSuccess && !node)) return undefined;
  return {
    isSuccess,
    error: parts.get('error')?.text,
    echo,
    fields: isSuccess ? fields : new Map(),
    signature: parts.get('sign')?.text,
    signType: parseSignType(parts.get('sign_type')?.text ?? ''),
    charset,
  };
}

/** The elements by name; undefined when a name occurs twice, because it is ambiguous. */
function byName(elements: readonly XmlElement[]): ReadonlyMap<string, XmlElement> | undefined {
  const map = new Map<string, XmlElement>();
  for (const element of elements) map.set(element.name, element);
  return map.size === elements.length ? map : undefined;
}

/** Clients disagree on signing a field with children, so none of our services has one. */
function fieldsOf(elements: readonly XmlElement[]): Parameters | undefined {
  const fields = new Map<string, string>();
  for (const { name, text, children } of elements) {
    if (children.length > 0) return undefined;
    fields.set(name, text);
  }
  return fields.size === elements.length ? fields : undefined;
}

function echoOf(elements: readonly XmlElement[]): Parameters | undefined {
  const echo = new Map<string, string>();
  for (const { name, attributes, text } of elements) {
    const parameter = attributes.get('name');
    if (name !== 'param' || parameter === undefined) return undefined;
    echo.set(parameter, text);
  }
  return echo;
}
