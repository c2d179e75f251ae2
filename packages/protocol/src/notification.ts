/**
 * Notifications: the form that reports an event to a partner (07); written and signed by us, read
 * and verified by the partner's SDK.
 */
import { dashedTime, type Instant, ok, problem, type Result } from '@sampan/primitives';
import { canonicalString } from './canonical.ts';
import { type Charset, canEncode, parseCharset } from './charset.ts';
import { decodeForm, encodeForm, type Parameter } from './form.ts';
import { codec } from './message.ts';
import {
  type Notification,
  type NotificationContent,
  notificationFields,
} from './notification-fields.ts';
import type { Parameters } from './request.ts';
import { type Signing, signParameters } from './sign-parameters.ts';
import { parseSignType, type VerifyingKeys, verify } from './signature.ts';

const message = codec(notificationFields);

/** The fields that are equal in all attempts of a notification; none is empty (09 §3). */
export function writeNotification(content: NotificationContent): readonly Parameter[] {
  const written = new Map(message.write(content, 'global'));
  return Object.keys(notificationFields).flatMap((name) => {
    const value = written.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** The signed fields of one attempt with its time of sending. */
export const signNotification = (
  fields: readonly Parameter[],
  sentAt: Instant,
  signing: Signing,
): readonly Parameter[] | Promise<readonly Parameter[]> =>
  signParameters([['notify_time', dashedTime(sentAt)], ...fields], signing);

/**
 * The charset of signing and sending: the request's, unless it lacks a character. The Content-Type
 * names it.
 */
export const notificationCharset = (
  fields: readonly Parameter[],
  wanted: Charset | undefined,
): Charset =>
  wanted !== undefined && fields.every(([, value]) => canEncode(value, wanted)) ? wanted : 'UTF-8';

/**
 * The Content-Type: standard with its charset, or the malformed one of live notifications, which
 * strict servers reject (09 §3).
 */
export type ContentTypeStyle = 'standard' | 'as-seen-live';

/** One attempt as sent. */
export function renderNotification(
  parameters: readonly Parameter[],
  charset: Charset,
  style: ContentTypeStyle = 'standard',
): { readonly contentType: string; readonly body: string } {
  const form = 'application/x-www-form-urlencoded;';
  const contentType =
    style === 'standard'
      ? `${form} charset=${charset}`
      : `${form} text/html; charset=${charset.toLowerCase()}`;
  return { contentType, body: encodeForm(parameters, charset) };
}

/** The receiver's acknowledgement. */
export const acknowledgement = 'success';

/**
 * Whether the answer is the word, in any letter case, with ASCII white space around it (07 §3, 17).
 * The raw bytes are compared: a byte order mark or a wide blank is not white space.
 */
export const isAcknowledged = (answer: Buffer): boolean =>
  /^[\t-\r ]*success[\t-\r ]*$/i.test(answer.toString('latin1'));

export type NotificationProblem =
  | 'malformed-form'
  | 'repeated-parameter'
  | 'wrong-signature'
  | 'malformed-field';

export interface ReceivedNotification {
  readonly notification: Notification;
  /** All signed fields, including undeclared ones. */
  readonly parameters: Parameters;
}

/** A notification whose signature fits, before its fields are read. */
export interface OpenedNotification {
  readonly parameters: Parameters;
  readonly charset: Charset;
}

/**
 * Parses a notification and verifies it (07 §5). The charset is that of the Content-Type; if that
 * is missing or wrong, the one in which the signature verifies.
 */
export async function openNotification(
  body: Buffer | string,
  contentType: string | undefined,
  keys: VerifyingKeys,
): Promise<Result<OpenedNotification, Exclude<NotificationProblem, 'malformed-field'>>> {
  let found: Exclude<NotificationProblem, 'malformed-field'> = 'malformed-form';
  for (const charset of charsetsToTry(contentType)) {
    const form = decodeForm(body, charset);
    if (!form.ok) continue;
    const parameters = new Map(form.value);
    if (parameters.size < form.value.length) return problem('repeated-parameter');
    if (await isSigned(parameters, charset, keys)) return ok({ parameters, charset });
    found = 'wrong-signature';
  }
  return problem(found);
}

/**
 * Reads a notification and verifies it.
 * ```ts
 * const read = await readNotification(body, request.headers['content-type'], { md5Key });
 * if (read.ok && isMine(read.value.notification)) answer(acknowledgement);
 * ```
 */
export async function readNotification(
  body: Buffer | string,
  contentType: string | undefined,
  keys: VerifyingKeys,
): Promise<Result<ReceivedNotification, NotificationProblem>> {
  const opened = await openNotification(body, contentType, keys);
  return opened.ok ? readFields(opened.value.parameters) : opened;
}

function charsetsToTry(contentType: string | undefined): ReadonlySet<Charset> {
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1];
  const declared = named === undefined ? undefined : parseCharset(named);
  return new Set<Charset>([declared ?? 'UTF-8', 'UTF-8', 'GBK']);
}

async function isSigned(
  parameters: Parameters,
  charset: Charset,
  keys: VerifyingKeys,
): Promise<boolean> {
  const signType = parseSignType(parameters.get('sign_type') ?? '');
  if (!signType) return false;
  const signature = parameters.get('sign') ?? '';
  return verify(signType, canonicalString(parameters), charset, signature, keys);
}

function readFields(parameters: Parameters): Result<ReceivedNotification, NotificationProblem> {
  const read = message.read((name) => parameters.get(name), 'global');
  return read.ok ? ok({ notification: read.value, parameters }) : problem('malformed-field');
}
