import {
  canEncode,
  describeError,
  isErrorCode,
  isServiceName,
  type Parameters,
  readAnswer,
  type ServiceName,
  serviceOf,
  signRequest,
  type WireInput,
  type WireReply,
  wireParameters,
} from '@sampan/protocol';
import type { Account } from './partner-account.ts';
import { ownerOfCode } from './payment-code.ts';
import type { Attempt, CallResult, OwnRefusal, UnknownCause } from './result.ts';
import { pauseMs, type RetryPolicy } from './retry.ts';
import { settled } from './settings.ts';
import { mask, maskReply, type Telemetry } from './telemetry.ts';
import { type Time, wait } from './time.ts';
import { isoTime, timestampOf } from './timestamp.ts';
import type { Delivery, Transport } from './transport.ts';

type Declared<Name extends ServiceName> = ReturnType<typeof serviceOf<Name>>;

/** The fields of a service's request, with the names and texts of the wire. */
export type RequestFields<Name extends ServiceName> = WireInput<Declared<Name>['requestFields']>;

/** The fields of its reply. A service that answers bare text has it in `text`. */
export type ReplyFields<Name extends ServiceName> = Declared<Name>['node'] extends 'plain'
  ? { readonly text: string }
  : WireReply<Declared<Name>['replyFields']>;

export interface Timeouts {
  readonly connectMs: number;
  readonly replyMs: number;
}

export interface CallOptions {
  /** Ends the wait. The gateway may have received the request all the same. */
  readonly signal?: AbortSignal;
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
}

export interface CallerParts {
  readonly account: Account;
  readonly timeouts: Timeouts;
  readonly retry: RetryPolicy;
  readonly transport: Transport;
  readonly telemetry: Telemetry;
  readonly time: Time;
}

export type Call = <Name extends ServiceName>(
  service: Name,
  fields: RequestFields<Name>,
  options?: CallOptions,
) => Promise<CallResult<ReplyFields<Name>>>;

/**
 * Calls services of the gateway: checks the fields as the documents describe them, signs, sends,
 * verifies, and repeats as the policy says. A repeat has the same ids, and a signature of its own.
 */
export function createCall(parts: CallerParts): Call {
  const { account, time } = parts;

  async function call(
    name: string,
    fields: Readonly<Record<string, unknown>>,
    options: CallOptions = {},
  ): Promise<CallResult<Record<string, unknown>>> {
    if (!isServiceName(name)) return ownRefusal('ILLEGAL_SERVICE', `${name}: no such service`);
    const parameters = parametersOf(name, fields, account, time);
    const refusal = refusalOf(name, parameters, account);
    if (refusal) return refusal;
    const policy = settled(parts.retry, options.retry);
    const attempts: Attempt[] = [];
    for (;;) {
      const result = await attempt(parts, name, parameters, options, attempts);
      const isRepeated =
        result.outcome === 'unknown' &&
        policy.on.includes(result.cause.kind) &&
        attempts.length < policy.tries;
      if (!isRepeated) return result;
      await wait(time, pauseMs(policy, attempts.length), options.signal);
      if (options.signal?.aborted) return result;
    }
  }

  // The compiler cannot follow from a name to the fields of its service.
  return call as Call;
}

/** Why the request would not be sent. */
export const refusalBefore = (
  name: ServiceName,
  fields: Readonly<Record<string, unknown>>,
  account: Account,
  time: Time,
): OwnRefusal | undefined => refusalOf(name, parametersOf(name, fields, account, time), account);

/** The parameters of the request: what the caller gave, the partner, and a missing timestamp. */
function parametersOf(
  name: ServiceName,
  fields: Readonly<Record<string, unknown>>,
  { id, contract }: Account,
  time: Time,
): Parameters {
  const { requestFields }: { readonly requestFields: Readonly<Record<string, unknown>> } =
    serviceOf(name);
  const parameters = new Map<string, string>([
    ['service', name],
    ['partner', id],
  ]);
  const isDated = Object.hasOwn(requestFields, 'timestamp') && fields['timestamp'] === undefined;
  if (isDated) parameters.set('timestamp', timestampOf(contract, time.now()));
  for (const [field, value] of wireParameters(fields)) {
    // Service and partner are first in the form, and never another partner's.
    if (field !== 'service' && field !== 'partner') parameters.set(field, value);
  }
  return parameters;
}

/** What `signRequest` adds. */
const ours: ReadonlySet<string> = new Set(['_input_charset', 'sign', 'sign_type']);

/** What is wrong with the request, so that it is not sent. */
function refusalOf(
  name: ServiceName,
  parameters: Parameters,
  { contract, charset }: Account,
): OwnRefusal | undefined {
  for (const [field, value] of parameters) {
    if (ours.has(field)) return ownRefusal('ILLEGAL_ARGUMENT', `${field}: is set by the SDK`);
    if (canEncode(value, charset)) continue;
    return ownRefusal('ILLEGAL_ARGUMENT', `${field}: a character that ${charset} does not have`);
  }
  const code = parameters.get('buyer_identity_code');
  if (code !== undefined && parameters.get('identity_code_type')?.toLowerCase() !== 'soundwave') {
    const owner = ownerOfCode(code);
    if (owner !== 'ours') return notOurCode(owner);
  }
  const parsed = serviceOf(name).parse(parameters, contract);
  if (parsed.ok) return undefined;
  const { code: refused, field, reason } = parsed.problem;
  return ownRefusal(refused, `${field}: ${reason}`);
}

const ownRefusal = (code: string, means: string): OwnRefusal => ({
  outcome: 'refused',
  by: 'sdk',
  code,
  known: isErrorCode(code),
  class: 'final',
  means,
  attempts: [],
});

const notOurCode = (wallet: string): OwnRefusal =>
  wallet === 'unknown'
    ? ownRefusal('notOurCode', 'buyer_identity_code: not a payment code')
    : { ...ownRefusal('notOurCode', `buyer_identity_code: a code of ${wallet}`), wallet };

/** One request on the wire; adds itself to the attempts. */
async function attempt(
  parts: CallerParts,
  name: ServiceName,
  parameters: Parameters,
  options: CallOptions,
  attempts: Attempt[],
): Promise<CallResult<Record<string, unknown>>> {
  const { account, transport, time, telemetry } = parts;
  const { gateway, signType, charset, signingKeys: keys } = account;
  const startedAt = isoTime(time.now());
  const sinceMs = time.monotonicMs();
  const signed = await signRequest(parameters, { signType, charset, keys });
  const delivery = await transport.send({
    url: `${gateway}?${signed.query}`,
    body: signed.body,
    contentType: signed.contentType,
    ...settled(parts.timeouts, options.timeouts),
    signal: options.signal,
  });
  const judged = judge(name, parameters, delivery, account);
  const { outcome } = judged;
  const reason =
    judged.outcome === 'refused'
      ? judged.code
      : judged.outcome === 'unknown'
        ? judged.cause.kind
        : undefined;
  const tookMs = Math.round(time.monotonicMs() - sinceMs);
  const made: Attempt = { startedAt, tookMs, outcome, ...(reason !== undefined && { reason }) };
  attempts.push(made);
  telemetry.call(() => ({
    partner: account.id,
    service: name,
    attempt: attempts.length,
    ...made,
    request: mask(signed.parameters),
    ...('reply' in judged && judged.reply && { reply: maskReply(judged.reply) }),
  }));
  return { ...judged, attempts: [...attempts] };
}

type Judged =
  | { readonly outcome: 'success'; readonly reply: Record<string, unknown> }
  | Omit<Extract<CallResult<Record<string, unknown>>, { by: 'gateway' | 'service' }>, 'attempts'>
  | {
      readonly outcome: 'unknown';
      readonly cause: UnknownCause;
      readonly reply?: Record<string, unknown>;
    };

/** What the delivery proves. */
function judge(
  name: ServiceName,
  sent: Parameters,
  delivery: Delivery,
  { verifyingKeys }: Account,
): Judged {
  if (!delivery.isAnswered) {
    const { failure: kind, isSent, message } = delivery;
    return { outcome: 'unknown', cause: { kind, isSent, message } };
  }
  const { status, bytes, contentType } = delivery;
  if (status !== 200) {
    const message = `HTTP status ${status}`;
    return { outcome: 'unknown', cause: { kind: 'http-status', isSent: true, message, status } };
  }
  const service = serviceOf(name);
  // A bare text has no signature; only an envelope begins like this.
  if (service.node === 'plain' && bytes[0] !== '<'.charCodeAt(0)) {
    return { outcome: 'success', reply: { text: Buffer.from(bytes).toString() } };
  }
  const answer = readAnswer(service, sent, { bytes, contentType }, verifyingKeys);
  switch (answer.outcome) {
    case 'success':
      return answer;
    case 'refused': {
      const { isSigned: _, ...refused } = answer;
      return { ...refused, means: isErrorCode(refused.code) ? describeError(refused.code) : '' };
    }
    case 'open': {
      const { code, reply } = answer;
      const kind = code === 'SYSTEM_ERROR' ? 'system-error' : 'pending';
      const message = `the gateway answers ${code}`;
      return { outcome: 'unknown', cause: { kind, isSent: true, message }, reply };
    }
    case 'unbelievable': {
      const { why } = answer;
      const message = `the reply proves nothing: ${why}`;
      return { outcome: 'unknown', cause: { kind: 'unbelievable', isSent: true, message, why } };
    }
  }
}
