import { notificationFields, openNotification, type WireReply, wireReply } from '@sampan/protocol';
import type { Call } from '../call.ts';
import type { Account } from '../partner-account.ts';
import type { Time } from '../time.ts';
import { type BodyProblem, type NotificationSource, rawBody } from './body.ts';
import { createEffort } from './effort.ts';

/** The fields of a notification as texts; those that the documents do not list are in `extra`. */
export type NotificationFields = WireReply<typeof notificationFields>;

/** Why a notification is not believed. */
export interface NotificationError {
  readonly problem:
    | BodyProblem
    | 'malformed-form'
    | 'repeated-parameter'
    | 'wrong-signature'
    /** Signed by the gateway, but for another partner: replayed, or sent to a wrong address. */
    | 'other-partner'
    /** It names no seller, and the gateway could not be asked whose it is. */
    | 'not-confirmed';
  /** A sentence with the cause, if it is known, and what to change. Shows no key. */
  readonly message: string;
  /** The names of the mistakes with which the signature fits: `values-decoded-twice`. */
  readonly causes: readonly string[];
}

export type VerifiedNotification =
  | { readonly outcome: 'genuine'; readonly notification: NotificationFields }
  | { readonly outcome: 'rejected'; readonly error: NotificationError };

export interface VerifyOptions {
  /** Of bytes; a request has its own. */
  readonly contentType?: string;
  /** MD5 keys of other partners, to recognise a notification that is not for this one. */
  readonly otherKeys?: readonly { readonly name: string; readonly key: string }[];
}

export type VerifyNotification = (
  source: NotificationSource,
  options?: VerifyOptions,
) => Promise<VerifiedNotification>;

/** Verifies the signature of a notification over its raw body, and that it is this partner's. */
export function createVerify(account: Account, call: Call, time: Time): VerifyNotification {
  const effort = createEffort(time);
  return async (source, options = {}) => {
    const body = await rawBody(source, options.contentType);
    if (typeof body === 'string') return rejected(body, bodyProblems[body]);
    const { bytes, contentType } = body;
    const opened = await openNotification(bytes, contentType, account.verifyingKeys);
    if (opened.ok) {
      const fields = new Map(opened.value.parameters);
      for (const name of ['sign', 'sign_type']) fields.delete(name);
      const notification = wireReply(notificationFields, fields);
      const problem = await othersProblem(notification, account, call);
      if (problem) return rejected(problem, ownerProblems[problem]);
      return { outcome: 'genuine', notification };
    }
    if (opened.problem !== 'wrong-signature') {
      return rejected(opened.problem, formProblems[opened.problem]);
    }
    if (bytes.length > examinedMax) return rejected('wrong-signature', unexamined);
    // Nearly all are genuine, and the search for a mistake would be a fifth of what is loaded.
    const { explainWrongSignature } = await import('./wrong-signature.ts');
    const { otherKeys = [] } = options;
    const explained = effort.spend((mayContinue) =>
      explainWrongSignature(body, account, { otherKeys, mayContinue }),
    );
    if (!explained) return rejected('wrong-signature', unexamined);
    return rejected('wrong-signature', explained.message, explained.causes);
  };
}

/** The longest body whose mistake is searched: a notification has less than 8 KiB. */
const examinedMax = 8_192;

const unexamined =
  'The signature is wrong. Its mistake was not searched, because the body is too long for a notification ' +
  'or too many wrong ones arrive.';

/**
 * Whether it is another partner's. An MD5 key is the partner's own, but the gateway signs for all
 * partners with one RSA key: a notification about an order of another merchant, with the same id,
 * would have a good signature here. `seller_id` says whose it is (07 §5), or else `notify_verify`.
 */
async function othersProblem(
  { seller_id: seller, notify_id }: NotificationFields,
  { signType, sellers }: Account,
  call: Call,
): Promise<'other-partner' | 'not-confirmed' | undefined> {
  if (signType === 'MD5') return undefined;
  if (seller !== undefined) return sellers.has(seller) ? undefined : 'other-partner';
  if (notify_id === undefined) return 'other-partner';
  const asked = await call('notify_verify', { notify_id });
  if (asked.outcome !== 'success') return 'not-confirmed';
  return asked.reply.text.trim() === 'true' ? undefined : 'other-partner';
}

const ownerProblems = {
  'other-partner':
    'The notification is signed by the gateway, but for another partner; name further receivers of money in createPartner({ sellers }).',
  'not-confirmed': 'The notification has no seller_id, and notify_verify did not answer.',
} as const;

const bodyProblems: Readonly<Record<BodyProblem, string>> = {
  'body-already-read': 'The body was read before; let the handler come before any body parser.',
  'too-long': 'The body is too long for a notification.',
  'broken-off': 'The body broke off.',
};

const formProblems = {
  'malformed-form': 'The body is not a form, or not in the charset that it names.',
  'repeated-parameter': 'The body has a parameter twice.',
} as const;

const rejected = (
  problem: NotificationError['problem'],
  message: string,
  causes: readonly string[] = [],
): VerifiedNotification => ({ outcome: 'rejected', error: { problem, message, causes } });
