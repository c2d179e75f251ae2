import { isPartnerId } from '@sampan/primitives';
import { notifyVerify, type Parameters } from '@sampan/protocol';
import type { GatewayDependencies } from './dependencies.ts';

/** The bare words that this service answers. `invalid`: the question itself was wrong (01 §11). */
export type NotifyVerifyWord = 'true' | 'false' | 'invalid';

/**
 * Whether a notification of that id was sent to that partner lately. Most clients ask unsigned, and
 * whoever asks must know the id, so a signature is not looked at.
 */
export async function verifyNotification(
  parameters: Parameters,
  { notifier, clock }: Pick<GatewayDependencies, 'notifier' | 'clock'>,
): Promise<NotifyVerifyWord> {
  const asked = notifyVerify.parse(parameters, 'hk');
  const partnerId = parameters.get('partner') ?? '';
  if (!asked.ok || !isPartnerId(partnerId)) return 'invalid';
  const isGenuine = await notifier.isGenuine(partnerId, asked.value.notify_id, clock.now());
  return isGenuine ? 'true' : 'false';
}
