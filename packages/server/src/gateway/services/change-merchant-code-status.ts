import { changeMerchantCodeStatus } from '@sampan/protocol';
import { orderCodeUrl, readCode } from '#codes';
import { handle } from '../handler.ts';
import { merchantCodeRefusals } from '../merchant-code.ts';

const statuses = { STOP: 'stopped', RESTART: 'normal', DELETE: 'deleted' } as const;

/** Stops, restarts or deletes a shop's code (10 §8). */
export const changeMerchantCodeStatusHandler = handle(changeMerchantCodeStatus, {
  async carryOut({ qrcode, status }, { partner }, { acquiring, publicUrl }) {
    const outcome = await acquiring.changeMerchantCodeStatus({
      partnerId: partner.id,
      code: readCode(qrcode) ?? '',
      status: statuses[status],
    });
    if (outcome.outcome === 'refused') {
      return { refusal: merchantCodeRefusals[outcome.refusal], why: outcome.refusal };
    }
    return { qrcode: orderCodeUrl(publicUrl, outcome.code.code) };
  },

  open: () => ({ refusal: 'SYSTEM_ERROR' }),
});
