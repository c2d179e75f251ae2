import { isPartnerId } from '@sampan/primitives';
import { notifyVerify, type Parameters } from '@sampan/protocol';
import type { Partner } from '#partner';
import type { GatewayDependencies } from './dependencies.ts';
import { type Carried, notCarriedOut, type Prepared } from './handler.ts';
import type { Refused } from './refusal.ts';

type Needed = Pick<GatewayDependencies, 'notifier' | 'clock' | 'directory' | 'onFailure'>;

/** `invalid`: malformed question (01 §11). */
const malformed = {
  text: 'invalid',
  refusal: {
    code: 'ILLEGAL_ARGUMENT',
    reason: 'notify_verify: partner or notify_id is missing or malformed',
  },
} as const;

/**
 * Whether we recently sent a notification with that id to that partner, in bare words. Most clients send
 * this unsigned, and the id is unguessable, so a signature is ignored.
 */
export const verification = (parameters: Parameters, dependencies: Needed): Prepared => ({
  timestamp: undefined,

  async carryOut(): Promise<Carried> {
    const { notifier, clock, onFailure } = dependencies;
    const asked = notifyVerify.parse(parameters, 'hk');
    const partnerId = parameters.get('partner') ?? '';
    if (!asked.ok || !isPartnerId(partnerId)) return malformed;
    try {
      const { notify_id: id } = asked.value;
      return { text: String(await notifier.isGenuine(partnerId, id, clock.now())) };
    } catch (failure) {
      onFailure?.(failure);
      return refusedWith(notCarriedOut(failure));
    }
  },

  instead({ answer, level, reason }): Carried {
    if (answer === 'success') return { text: 'true' };
    const code = answer === 'outcome-unknown' ? 'SYSTEM_ERROR' : answer;
    const refusal = { code, reason };
    if (level === 'gateway') return refusedWith(refusal);
    if (code === 'TRADE_NOT_EXIST') return { text: 'false', refusal };
    return code === 'ILLEGAL_ARGUMENT' ? { ...malformed, refusal } : refusedWith(refusal);
  },
});

const refusedWith = (refusal: Refused): Carried => ({ refused: refusal.code, refusal });

/** Who asks, by its own account; scenarios are for partners. */
export async function askingPartner(
  parameters: Parameters,
  { directory }: Pick<GatewayDependencies, 'directory'>,
): Promise<Partner | undefined> {
  const id = parameters.get('partner') ?? '';
  return isPartnerId(id) ? (await directory.find(id))?.partner : undefined;
}
