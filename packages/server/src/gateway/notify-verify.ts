import { isPartnerId } from '@sampan/primitives';
import { notifyVerify, type Parameters } from '@sampan/protocol';

/** The bare words that this service answers. `invalid`: the question itself was wrong (01 §11). */
export type NotifyVerifyWord = 'true' | 'false' | 'invalid';

/**
 * Whether a notification of that id was sent to that partner lately. Most clients ask unsigned, and
 * whoever asks must know the id, so a signature is not looked at. No notification has been sent yet.
 */
export function verifyNotification(parameters: Parameters): NotifyVerifyWord {
  const asked = notifyVerify.parse(parameters, 'hk');
  if (!asked.ok || !isPartnerId(parameters.get('partner') ?? '')) return 'invalid';
  return 'false';
}
