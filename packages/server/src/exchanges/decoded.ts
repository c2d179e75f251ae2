/** Makes the readable form of an exchange again from its bytes, as the gateway has read them. */
import {
  type Charset,
  canonicalString,
  decodeBytes,
  decodeForm,
  type Parameter,
  parseCharset,
  type RawRequest,
  readRequest,
} from '@sampan/protocol';
import { isMultipart, splitMultipart } from '@sampan/protocol/multipart';
import type { ExchangeKind, StoredExchange } from './kinds.ts';

export interface Decoded {
  /** Undefined when the request could not be read. */
  readonly charset: Charset | undefined;
  readonly parameters: readonly Parameter[];
  /** Undefined when no signature was computed. */
  readonly signedString: string | undefined;
  readonly replyText: string | undefined;
}

export async function decodeExchange(stored: StoredExchange): Promise<Decoded> {
  const read = await readings[stored.kind](stored);
  const { charset, parameters = [] } = read ?? {};
  const isSigned = stored.kind === 'notification' || wasSigned(stored);
  const signedString = stored.signedString ?? (isSigned ? canonicalString(parameters) : undefined);
  return { charset, parameters, signedString, replyText: replyTextOf(stored) };
}

const readings: Readonly<Record<ExchangeKind, (stored: StoredExchange) => Read | Promise<Read>>> = {
  request: readStored,
  notification: readNotified,
  // A file has no parameters.
  download: () => undefined,
};

type Read = { readonly charset: Charset; readonly parameters: readonly Parameter[] } | undefined;

async function readStored({ request, signedString }: StoredExchange): Promise<Read> {
  const { method, target, contentType = '', body } = request;
  const raw: RawRequest = { method, query: target, contentType, body };
  const isParts = method === 'POST' && body && body.length > 0 && isMultipart(contentType);
  const read = readRequest(raw, isParts ? await splitMultipart(body, contentType) : undefined);
  if (!read.ok) return undefined;
  const { withoutBody: alone, ...whole } = read.value;
  const isAlone = alone && signedString === canonicalString(alone.parameters);
  const { charset, parameters } = isAlone ? alone : whole;
  return { charset, parameters: [...parameters] };
}

function readNotified({ request: { body, contentType } }: StoredExchange): Read {
  const charset = charsetOf(contentType);
  const read = decodeForm(body ?? '', charset);
  return read.ok ? { charset, parameters: read.value } : undefined;
}

const wasSigned = ({ checks }: StoredExchange): boolean =>
  checks.some(({ name }) => name === 'signature');

const replyTextOf = ({ reply }: StoredExchange): string | undefined =>
  reply && decodedText(reply.body, reply.contentType);

/** In the charset that the content type names; bytes that are not in it are shown one by one. */
export function decodedText(bytes: Buffer, contentType: string | undefined): string {
  return decodeBytes(bytes, charsetOf(contentType)) ?? bytes.toString('latin1');
}

function charsetOf(contentType = ''): Charset {
  const [, name = ''] = /charset=([\w-]+)/i.exec(contentType) ?? [];
  return parseCharset(name) ?? 'UTF-8';
}
