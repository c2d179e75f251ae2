/** One gateway request and its reply, by the merchant's SDK, as `sampan demo` shows them. */
import { type Contract, decodeForm, readRateFile, type ServiceName } from '@sampan/protocol';
import {
  type CallResult,
  createPartner,
  type Delivery,
  httpTransport,
  type OutgoingRequest,
  type Partner,
  type RequestFields,
  type Transport,
} from '@sampan/sdk';
import type { GatewayExchange, PlainReply, RateFileExchange, VerifyExchange } from './exchange.ts';

export interface Caller {
  readonly gateway: string;
  readonly partnerId: string;
  readonly contract: Contract;
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

type Texts = Readonly<Record<string, string>>;

/** Calls a service: signed with MD5, sent once, the reply verified. */
export async function callGateway<Name extends ServiceName>(
  caller: Caller,
  title: string,
  service: Name,
  own: RequestFields<Name>,
  expected: Expected = {},
): Promise<GatewayExchange> {
  const { result, request, reply } = await recorded(caller, (partner) =>
    partner.call(service, own),
  );
  const { code, fields } = told(result);
  return {
    kind: 'gateway',
    title,
    request: { method: 'POST', ...request },
    reply: {
      status: reply.status,
      contentType: reply.contentType,
      xml: reply.text,
      fields: { ...(code !== undefined && { error: code }), ...fields },
      signatureValid: result.outcome === 'success' || ('by' in result && result.by === 'service'),
    },
    succeeded: code === expected.error && isExpected(fields, expected),
  };
}

function isExpected(fields: Texts, expected: Expected): boolean {
  const all = Object.entries(expected.fields ?? {}).every(
    ([name, value]) => name in fields && (value === undefined || fields[name] === value),
  );
  return all && (expected.hidden ?? []).every((name) => !(name in fields));
}

/** The fields of the reply, also those that the documents do not list, and the code of a refusal. */
function told(result: CallResult<object>): { readonly code?: string; readonly fields: Texts } {
  const reply = 'reply' in result ? result.reply : undefined;
  const { extra, ...fields }: Readonly<Record<string, string>> = { ...reply };
  const all = { ...fields, ...Object(extra) };
  switch (result.outcome) {
    case 'success':
      return { fields: all };
    case 'refused':
      return { code: result.code, fields: all };
    case 'unknown':
      return { code: result.cause.message, fields: all };
  }
}

/** Asks whether the gateway sent a notification with that id (01 §11). */
export async function askWhetherGenuine(
  caller: Caller,
  title: string,
  notifyId: string,
): Promise<VerifyExchange> {
  const { request, reply } = await recorded(caller, (partner) =>
    partner.services.notifyVerify({ notify_id: notifyId }),
  );
  return {
    kind: 'notify-verify',
    title,
    request: { method: 'POST', ...request },
    reply,
    succeeded: reply.text === 'true',
  };
}

/** Fetches the rates of the day: signed like other services, answered in plain text (15 §3.1). */
export async function fetchRateFile(caller: Caller, title: string): Promise<RateFileExchange> {
  const { request, reply } = await recorded(caller, (partner) =>
    partner.services.forexRateFile({}),
  );
  return {
    kind: 'rate-file',
    title,
    request: { method: 'POST', ...request },
    reply,
    // After a hundred demo runs in a day the calls are used up; this is not an error.
    succeeded: readRateFile(reply.text).ok || reply.text.endsWith('too many calls today'),
  };
}

interface Recorded<Result> {
  readonly result: Result;
  readonly request: { readonly url: string; readonly parameters: Texts };
  readonly reply: PlainReply;
}

/**
 * Calls as a shop's program does, and keeps what went over the wire. A partner for each call: a
 * restarted server may have another address.
 */
async function recorded<Result extends CallResult<object>>(
  { gateway, partnerId: id, contract, md5Key: key }: Caller,
  call: (partner: Partner) => Promise<Result>,
): Promise<Recorded<Result>> {
  const http = httpTransport();
  let sent: OutgoingRequest | undefined;
  let came: Delivery | undefined;
  const transport: Transport = {
    async send(request) {
      sent = request;
      came = await http.send(request);
      return came;
    },
    close: () => http.close(),
  };
  const partner = createPartner({
    gateway,
    id,
    contract,
    sign: { type: 'MD5', key },
    retry: { tries: 1 },
    transport,
  });
  try {
    const result = await call(partner);
    if (!sent || !came?.isAnswered) throw new Error(`The gateway was not reached: ${why(result)}`);
    const { status, contentType = '', bytes } = came;
    const reply = { status, contentType, text: Buffer.from(bytes).toString() };
    return { result, request: { url: sent.url, parameters: parametersOf(sent) }, reply };
  } finally {
    partner.close();
  }
}

function why(result: CallResult<object>): string {
  if (result.outcome === 'unknown') return result.cause.message;
  return result.outcome === 'refused' ? result.means : result.outcome;
}

/** The parameters of the query string and of the form. */
function parametersOf({ url, body }: OutgoingRequest): Texts {
  const forms = [new URL(url).search.slice(1), body].map((form) => decodeForm(form, 'UTF-8'));
  return Object.fromEntries(forms.flatMap((form) => (form.ok ? form.value : [])));
}
