/** What was approved, as a command of acquiring: carried out again, it gives nothing back twice. */
import { required } from '@sampan/primitives';
import { type Acquiring, readTrade } from '#acquiring';
import type { Reader } from '#database';
import type { Approval, CarriedOut } from '#staff';

interface World {
  readonly acquiring: Pick<Acquiring, 'refund' | 'cancel'>;
  readonly reader: Pick<Reader, 'read'>;
}

export const carryOutWith =
  ({ acquiring, reader }: World) =>
  async ({ kind, tradeId, partnerId, commandId, ...approval }: Approval): Promise<CarriedOut> => {
    const { result } = await reader.read((connection) => readTrade(connection, tradeId));
    const { partnerTransId } = required(result, 'a trade stays');
    const order = { partnerId, partnerTransId, tradeId };
    if (kind === 'cancel') {
      const told = await acquiring.cancel({ ...order, service: 'cancel' });
      return told.outcome === 'refused' ? failed(told.refusal) : { outcome: 'done' };
    }
    const request = {
      ...{ ...order, amount: approval.amount, reason: approval.why },
      ...{ partnerRefundId: `portal-${commandId}`, notify: undefined },
    };
    let told = await acquiring.refund({ ...request, mode: 'sync' });
    if (told.outcome === 'refused' && told.refusal === 'refunds-paused') {
      told = await acquiring.refund({ ...request, mode: 'async' });
    }
    return told.outcome === 'refused' ? failed(told.refusal) : { outcome: 'done' };
  };

const failed = (code: string): CarriedOut => ({ outcome: 'failed', code });
