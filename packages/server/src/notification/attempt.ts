import { assert, type Instant } from '@sampan/primitives';
import {
  parsePrivateKey,
  renderNotification,
  type SigningKeys,
  signNotification,
} from '@sampan/protocol';
import { currentMd5Key, type PartnerDirectory, type PlatformKeys } from '#partner';
import type { Answer, Delivery } from './delivery.ts';
import type { Message, Sender } from './send.http.ts';
import type { NotificationSettings } from './settings.ts';

export interface AttemptDependencies {
  readonly directory: Pick<PartnerDirectory, 'find'>;
  readonly keys: PlatformKeys;
  readonly sender: Sender;
  readonly settings: Pick<NotificationSettings, 'contentType'>;
  readonly onSent?: OnSent | undefined;
}

/** One attempt: the sent bytes, and what the receiver answered. */
export interface Sent {
  readonly delivery: Delivery;
  readonly sentAt: Instant;
  readonly message: Message;
  readonly answer: Answer;
}

/** Called for every attempt, for the record of a sandbox. */
export type OnSent = (sent: Sent) => void;

/** Makes one delivery attempt, dated `sentAt`; rejects only when it could not be signed. */
export type MakeAttempt = (delivery: Delivery, sentAt: Instant) => Promise<Answer>;

export function attemptMaker(dependencies: AttemptDependencies): MakeAttempt {
  const { directory, keys, sender, settings, onSent } = dependencies;
  // A key object signs several times faster than a key text.
  const read = parsePrivateKey(keys.privateKey.reveal());
  assert(read.ok, 'the platform has a private key');
  const privateKey = read.value;

  return async (delivery, sentAt) => {
    const { partnerId, url, signType, charset, fields } = delivery;
    const found = directory.find(partnerId);
    const known = found instanceof Promise ? await found : found;
    const md5Key = known && currentMd5Key(partnerId, known.keys);
    const signing: SigningKeys = { md5Key, privateKey };
    const signed = await signNotification(fields, sentAt, { signType, charset, keys: signing });
    const form = renderNotification(signed, charset, settings.contentType);
    const message = { url, about: delivery, ...form };
    const answer = await sender.send(message);
    onSent?.({ delivery, sentAt, message, answer });
    return answer;
  };
}
