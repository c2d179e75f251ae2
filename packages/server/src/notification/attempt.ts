import { assert, type Instant } from '@sampan/primitives';
import {
  parsePrivateKey,
  renderNotification,
  type SigningKeys,
  signNotification,
} from '@sampan/protocol';
import { currentMd5Key, type PartnerDirectory, type PlatformKeys } from '#partner';
import type { Answer, Delivery } from './delivery.ts';
import type { Sender } from './send.http.ts';
import type { NotificationSettings } from './settings.ts';

export interface AttemptDependencies {
  readonly directory: Pick<PartnerDirectory, 'find'>;
  readonly keys: PlatformKeys;
  readonly sender: Sender;
  readonly settings: Pick<NotificationSettings, 'contentType'>;
}

/** Makes one delivery attempt, dated `sentAt`; rejects only when it could not be signed. */
export type MakeAttempt = (delivery: Delivery, sentAt: Instant) => Promise<Answer>;

export function attemptMaker(dependencies: AttemptDependencies): MakeAttempt {
  const { directory, keys, sender, settings } = dependencies;
  // A key object signs several times faster than a key text.
  const read = parsePrivateKey(keys.privateKey.reveal());
  assert(read.ok, 'the platform has a private key');
  const privateKey = read.value;

  return async ({ partnerId, url, signType, charset, fields }, sentAt) => {
    const found = directory.find(partnerId);
    const known = found instanceof Promise ? await found : found;
    const md5Key = known && currentMd5Key(partnerId, known.keys);
    const signing: SigningKeys = { md5Key, privateKey };
    const signed = await signNotification(fields, sentAt, { signType, charset, keys: signing });
    return sender.send({ url, ...renderNotification(signed, charset, settings.contentType) });
  };
}
