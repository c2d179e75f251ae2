/** One gateway request and its reply; signs and verifies as a partner's program does. */
import { secret } from '@sampan/primitives';
import {
  encodeForm,
  openReply,
  type Parameter,
  type Parameters,
  readRateFile,
  type SignedRequest,
  signRequest,
} from '@sampan/protocol';
import type { GatewayExchange, RateFileExchange, VerifyExchange } from './exchange.ts';

export interface Caller {
  readonly gateway: string;
  readonly partnerId: string;
  readonly md5Key: string;
}

/** The expected reply; any other fails the demo. */
export interface Expected {
  /** The expected code of the refusal. */
  readonly error?: string;
  /** Fields that must be present; undefined accepts any value. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  /** Fields that must be absent. */
  readonly hidden?: readonly string[];
}

type Own = Readonly<Record<string, string>>;

/** Signs the parameters with MD5, posts them as a form, and verifies the reply. */
export async function callGateway(
  caller: Caller,
  title: string,
  service: string,
  own: Own,
  expected: Expected = {},
): Promise<GatewayExchange> {
  const signed = await signedBy(caller, service, own);
  const url = `${caller.gateway}?${signed.query}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': signed.contentType },
    body: signed.body,
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const contentType = response.headers.get('content-type') ?? '';
  const reply = await openReply({ bytes, contentType }, { md5Key: secret(caller.md5Key) });
  if (!reply.ok) throw new Error(`The gateway answered what is no reply: ${reply.problem}`);
  const { isSuccess, isSigned: signatureValid, fields, error } = reply.value;
  return {
    kind: 'gateway',
    title,
    request: { method: 'POST', url, parameters: Object.fromEntries(signed.parameters) },
    reply: {
      status: response.status,
      contentType,
      xml: bytes.toString('utf8'),
      fields: { ...(error !== undefined && { error }), ...objectOf(fields) },
      signatureValid,
    },
    succeeded: isSuccess && signatureValid && isExpected(fields, expected),
  };
}

function isExpected(fields: Parameters, expected: Expected): boolean {
  const told = Object.entries(expected.fields ?? {}).every(
    ([name, value]) => fields.has(name) && (value === undefined || fields.get(name) === value),
  );
  const hidden = (expected.hidden ?? []).every((name) => !fields.has(name));
  if (expected.error !== undefined) return told && hidden && fields.get('error') === expected.error;
  // The shop code services have no result code: a reply is a success.
  const result = fields.get('result_code') ?? fields.get('response_code') ?? 'SUCCESS';
  return told && hidden && result === 'SUCCESS';
}

/** Asks whether the gateway sent a notification with that id; needs no signature (01 §11). */
export async function askWhetherGenuine(
  { gateway, partnerId }: Caller,
  title: string,
  notifyId: string,
): Promise<VerifyExchange> {
  const parameters = { service: 'notify_verify', partner: partnerId, notify_id: notifyId };
  const { text, ...reply } = await fetchText(`${gateway}?${new URLSearchParams(parameters)}`);
  return {
    kind: 'notify-verify',
    title,
    request: { method: 'GET', url: gateway, parameters },
    reply: { ...reply, text },
    succeeded: text === 'true',
  };
}

/** Fetches the rates of the day: signed like other services, answered in plain text (15 §3.1). */
export async function fetchRateFile(caller: Caller, title: string): Promise<RateFileExchange> {
  const signed = await signedBy(caller, 'forex_rate_file', {});
  const reply = await fetchText(`${caller.gateway}?${encodeForm(signed.parameters, 'UTF-8')}`);
  return {
    kind: 'rate-file',
    title,
    request: {
      method: 'GET',
      url: caller.gateway,
      parameters: Object.fromEntries(signed.parameters),
    },
    reply,
    // After a hundred demo runs in a day the calls are used up; this is not an error.
    succeeded: readRateFile(reply.text).ok || reply.text.endsWith('too many calls today'),
  };
}

async function signedBy(
  { partnerId, md5Key }: Caller,
  service: string,
  own: Own,
): Promise<SignedRequest> {
  const parameters: Parameter[] = Object.entries({ service, partner: partnerId, ...own });
  const keys = { md5Key: secret(md5Key) };
  return signRequest(parameters, { signType: 'MD5', charset: 'UTF-8', keys });
}

async function fetchText(url: string) {
  const response = await fetch(url);
  const text = await response.text();
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', text };
}

const objectOf = (fields: Parameters): Record<string, string> => Object.fromEntries(fields);
