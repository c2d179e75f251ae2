/** Both ways to give a sale of HKD 10.00 back, which lock the same rows. */
import type { PartnerId } from '@sampan/primitives';
import type { Acquiring } from '#acquiring';
import { hkd } from '#test-kit';

export const undo = {
  refund: (acquiring: Acquiring, partnerId: PartnerId, order: string) =>
    acquiring.refund({
      partnerId,
      partnerTransId: order,
      tradeId: undefined,
      partnerRefundId: `${order}-back`,
      amount: hkd('10.00'),
      reason: '',
      mode: 'sync',
      notify: undefined,
    }),
  cancel: (acquiring: Acquiring, partnerId: PartnerId, order: string) =>
    acquiring.cancel({ partnerId, partnerTransId: order, tradeId: undefined, service: 'cancel' }),
} as const;
