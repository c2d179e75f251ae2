import { cancel, refund } from '../gateway-asked.ts';
import type { Asked } from '../gateway-world.ts';
import { standardRefunds } from './standard.ts';
import type { Chapter, Stage, Story } from './story.ts';

const refused = (
  minute: number,
  error: string,
  about: string,
  asked: Asked,
  more: Partial<Story> = {},
): Story => ({
  name: `refused-${error.toLowerCase().replaceAll('_', '-')}`,
  about,
  after: '08 §5',
  at: `2026-11-22 11:${String(minute).padStart(2, '0')}`,
  asked,
  ...more,
});

const paid =
  (...given: Parameters<Stage['paid']>) =>
  (stage: Stage) =>
    stage.paid(...given);

export const refundChapter: Chapter = {
  service: 'alipay.acquire.overseas.spot.refund',
  stories: [
    {
      name: 'success-hk',
      about: 'A part is given back at once; the reason under the name of the Hong Kong page.',
      after: '05 §2',
      at: '2026-11-22 10:01',
      before: paid('success-hk'),
      asked: refund('success-hk', { refund_reson: 'cold coffee' }),
    },
    {
      name: 'success-global',
      about: 'A standard partner; the reason under the name of the global page.',
      after: '05 §2',
      at: '2026-11-22 10:02',
      by: 'global',
      before: paid('success-global', 'global', 'mainland'),
      asked: refund('success-global', { refund_reason: 'cold coffee' }),
    },
    {
      name: 'success-accepted',
      about: 'Without is_sync: accepted and recorded, done later.',
      after: '05 §3',
      at: '2026-11-22 10:03',
      before: paid('success-accepted'),
      asked: refund('success-accepted', { is_sync: undefined }),
    },
    {
      name: 'success-repeated',
      about: 'The same refund again: the first answer, nothing is given back twice.',
      after: '05 §6',
      at: '2026-11-22 10:04',
      before: async (stage) => {
        await stage.paid('success-repeated');
        await stage.ask(refund('success-repeated', { refund_amount: '39.25' }));
      },
      asked: refund('success-repeated', { refund_amount: '39.25' }),
    },
    ...standardRefunds,
    refused(
      1,
      'INVALID_PARAMETER',
      'The refund has the id of the trade.',
      refund('one', { partner_refund_id: 'one' }),
    ),
    refused(2, 'SELLER_BEEN_BLOCKED', 'A suspended partner.', refund('two'), { by: 'suspended' }),
    refused(
      3,
      'DISCORDANT_REPEAT_REQUEST',
      'The id of a refund with another amount.',
      refund('three', { refund_amount: '10.01' }),
      {
        before: async (stage) => {
          await stage.paid('three');
          await stage.ask(refund('three'));
        },
      },
    ),
    refused(4, 'TRADE_NOT_EXIST', 'A trade that does not exist.', refund('never')),
    refused(5, 'TRADE_STATUS_ERROR', 'The buyer has not confirmed yet.', refund('five'), {
      before: paid('five', 'hk', 'asking'),
    }),
    refused(6, 'TRADE_HAS_CLOSE', 'The trade was cancelled.', refund('six'), {
      before: async (stage) => {
        await stage.paid('six');
        await stage.ask(cancel('six'));
      },
    }),
    refused(
      7,
      'CURRENCY_NOT_SAME',
      'Another currency than was paid.',
      refund('seven', { currency: 'USD' }),
      {
        by: 'global',
        before: paid('seven', 'global', 'mainland'),
      },
    ),
    refused(
      8,
      'RETURN_AMOUNT_EXCEED',
      'A cent more than was paid.',
      refund('eight', { refund_amount: '39.26' }),
      {
        before: paid('eight'),
      },
    ),
    refused(9, 'MERCHANT_BALANCE_NOT_ENOUGH', 'The partner is owed less.', refund('nine'), {
      by: 'broke',
      before: async (stage) => {
        await stage.paid('nine', 'broke');
        const { broke } = stage.partners;
        await stage.world.sql('update partner_funds set balance = 0 where partner_id = $1', [
          broke,
        ]);
      },
    }),
    refused(
      0,
      'TRADE_HAS_FINISHED',
      'The refund period is over.',
      refund('success-hk', { partner_refund_id: 'late' }),
      {
        at: '2027-11-17 10:01',
      },
    ),
  ],
};
