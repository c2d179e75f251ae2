import { isPartnerId } from '@sampan/primitives';
import { notifyVerify, type Parameters } from '@sampan/protocol';
import type { GatewayDependencies } from './dependencies.ts';

/** The bare words of this service. `invalid`: malformed question (01 §11). */
export type NotifyVerifyWord = 'true' | 'false' | 'invalid';

/**
 * Whether we recently sent a notification with that id to that partner. Most clients send this
 * unsigned, and the id is unguessable, so a signature is ignored.
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
