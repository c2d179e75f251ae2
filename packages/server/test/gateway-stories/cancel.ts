import { minutes } from '@sampan/primitives';
import { cancel, refund, reverse } from '../gateway-asked.ts';
import type { Chapter, Stage, Story } from './story.ts';

/** The ways in which an order is undone are the same for all three services. */
function storiesOf(undo: typeof cancel, after: string): readonly Story[] {
  return [
    {
      name: 'success-unknown-order',
      about: 'Nothing was there: SUCCESS, and the order can never be paid.',
      after,
      at: '2026-11-22 10:01',
      asked: undo('unknown-order'),
    },
    {
      name: 'success-close',
      about: 'The buyer has not confirmed: closed.',
      after,
      at: '2026-11-22 10:02',
      before: (stage) => stage.paid('close', 'hk', 'asking'),
      asked: undo('close'),
    },
    {
      name: 'success-refund',
      about: 'Paid on this day: given back.',
      after,
      at: '2026-11-22 10:03',
      before: (stage) => stage.paid('refund'),
      asked: undo('refund'),
    },
    {
      name: 'success-repeated',
      about: 'Again, a minute later: the first answer.',
      after,
      at: '2026-11-22 10:04',
      before: async (stage) => {
        await stage.paid('repeated');
        await stage.ask(undo('repeated'));
        stage.world.machine.advance(minutes(1));
      },
      asked: undo('repeated'),
    },
    {
      name: 'refused-reason-trade-refund-fee-err',
      about: 'Refunded in part.',
      after: '08 §6',
      at: '2026-11-22 11:01',
      before: async (stage) => {
        await stage.paid('refunded');
        await stage.ask(refund('refunded'));
      },
      asked: undo('refunded'),
    },
    {
      name: 'refused-seller-balance-not-enough',
      about: 'The partner is owed less; the same request may succeed later.',
      after: '08 §6',
      at: '2026-11-22 11:02',
      by: 'broke',
      before: async (stage) => {
        await stage.paid('broke', 'broke');
        const { broke } = stage.partners;
        await stage.world.sql('update partner_funds set balance = 0 where partner_id = $1', [
          broke,
        ]);
      },
      asked: undo('broke'),
    },
    {
      name: 'refused-trade-cancel-time-out',
      about: 'Paid before midnight, cancelled after it.',
      after: '06 §4',
      at: '2026-11-22 23:59',
      before: async (stage: Stage) => {
        await stage.paid('late');
        stage.world.machine.advance(minutes(1));
      },
      asked: undo('late'),
    },
    {
      name: 'refused-trade-has-finished',
      about: 'The refund period is over.',
      after: '08 §6',
      at: '2027-11-18 10:01',
      asked: undo('late'),
    },
  ];
}

export const cancelChapter: Chapter = {
  service: 'alipay.acquire.cancel',
  stories: [
    ...storiesOf(cancel, '06 §3'),
    {
      name: 'refused-trade-not-exist',
      about: 'Our id decides when both are sent, and this one is nobody’s.',
      after: '06 §1',
      at: '2027-11-18 10:02',
      asked: cancel('late', { trade_no: '2026112200000000000000000000' }),
    },
  ],
};

export const reverseChapter: Chapter = {
  service: 'alipay.acquire.overseas.spot.reverse',
  stories: storiesOf(reverse, '06 §7'),
};

const service = 'alipay.acquire.overseas.spot.cancel';

export const spotCancelChapter: Chapter = {
  service,
  stories: storiesOf((order, change) => reverse(order, { service, ...change }), '06 §7'),
};
