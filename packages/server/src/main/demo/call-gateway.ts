/** One request to the gateway and its reply, as a partner's program sends and checks them. */
import { secret } from '@sampan/primitives';
import {
  encodeForm,
  type Parameter,
  type Parameters,
  readReply,
  signParameters,
  verifyReply,
} from '@sampan/protocol';
import type { GatewayExchange, VerifyExchange } from './exchange.ts';

export interface Caller {
  readonly gateway: string;
  readonly partnerId: string;
  readonly md5Key: string;
}

/** Signs the parameters with MD5, sends them as a form, and verifies the reply. */
export async function callGateway(
  { gateway, partnerId, md5Key }: Caller,
  title: string,
  service: string,
  own: Readonly<Record<string, string>>,
): Promise<GatewayExchange> {
  const keys = { md5Key: secret(md5Key) };
  const common = { service, partner: partnerId, _input_charset: 'UTF-8' };
  const parameters: Parameter[] = Object.entries({ ...common, ...own });
  const signed = await signParameters(parameters, { signType: 'MD5', charset: 'UTF-8', keys });
  // The charset stands in the address too, so that it is known before the body is read.
  const url = `${gateway}?_input_charset=UTF-8`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: encodeForm(signed, 'UTF-8'),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const contentType = response.headers.get('content-type') ?? '';
  const reply = readReply(bytes, contentType);
  if (!reply.ok) throw new Error(`The gateway answered what is no reply: ${reply.problem}`);
  const signatureValid = await verifyReply(reply.value, keys);
  const { isSuccess, fields, error } = reply.value;
  // The services of shops' codes have no result code: that they answer is the result.
  const result = fields.get('result_code') ?? 'SUCCESS';
  return {
    kind: 'gateway',
    title,
    request: { method: 'POST', url, parameters: Object.fromEntries(signed) },
    reply: {
      status: response.status,
      contentType,
      xml: bytes.toString('utf8'),
      fields: { ...(error !== undefined && { error }), ...objectOf(fields) },
      signatureValid,
    },
    succeeded: isSuccess && signatureValid && result === 'SUCCESS',
  };
}

/** Asks whether the gateway has sent a notification of that id; needs no signature (01 §11). */
export async function askWhetherGenuine(
  { gateway, partnerId }: Caller,
  title: string,
  notifyId: string,
): Promise<VerifyExchange> {
  const parameters = { service: 'notify_verify', partner: partnerId, notify_id: notifyId };
  const url = `${gateway}?${new URLSearchParams(parameters)}`;
  const response = await fetch(url);
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  return {
    kind: 'notify-verify',
    title,
    request: { method: 'GET', url: gateway, parameters },
    reply: { status: response.status, contentType, text },
    succeeded: text === 'true',
  };
}

const objectOf = (fields: Parameters): Record<string, string> => Object.fromEntries(fields);
