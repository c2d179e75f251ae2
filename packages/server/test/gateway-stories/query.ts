import { minutes } from '@sampan/primitives';
import { cancel, query, refund } from '../gateway-asked.ts';
import { standardQueries } from './standard.ts';
import type { Chapter } from './story.ts';

export const queryChapter: Chapter = {
  service: 'alipay.acquire.overseas.query',
  stories: [
    {
      name: 'paid-hk',
      about: 'Paid. A Hong Kong partner is told the wallet and no exchange.',
      after: '04 §2',
      at: '2026-11-22 10:01',
      before: (stage) => stage.paid('paid-hk'),
      asked: query('paid-hk'),
    },
    {
      name: 'paid-global',
      about: 'A standard partner is not told the wallet.',
      after: '04 §2',
      at: '2026-11-22 10:02',
      by: 'global',
      before: (stage) => stage.paid('paid-global', 'global', 'mainland'),
      asked: query('paid-global'),
    },
    {
      name: 'waiting',
      about: 'The buyer has not confirmed: no time of payment, the wallet is not named.',
      after: '04 §3, 16 §3',
      at: '2026-11-22 10:03',
      before: (stage) => stage.paid('waiting', 'hk', 'asking'),
      asked: query('waiting'),
    },
    {
      name: 'closed-unpaid',
      about: 'Nobody confirmed within three minutes: closed, no time of payment.',
      after: '02 §6',
      at: '2026-11-22 10:04',
      before: async (stage) => {
        await stage.paid('closed-unpaid', 'hk', 'asking');
        stage.world.machine.advance(minutes(3));
      },
      asked: query('closed-unpaid'),
    },
    {
      name: 'closed-refunded',
      about: 'Refunded as a whole: closed, the time of payment stays.',
      after: '04 §3',
      at: '2026-11-22 10:10',
      before: async (stage) => {
        await stage.paid('closed-refunded');
        await stage.ask(refund('closed-refunded', { refund_amount: '39.25' }));
      },
      asked: query('closed-refunded'),
    },
    ...standardQueries,
    {
      name: 'finished',
      about: 'The refund period of 360 days is over.',
      after: '04 §3',
      at: '2027-11-17 10:11',
      before: (stage) => stage.world.sql('select 1'),
      asked: query('paid-hk'),
    },
    {
      name: 'refused-trade-not-exist',
      about: 'An order that was never seen.',
      after: '17',
      at: '2027-11-17 10:12',
      asked: query('never'),
    },
    {
      name: 'refused-trade-not-exist-tombstone',
      about: 'An order that was cancelled before its payment arrived.',
      after: '17',
      at: '2027-11-17 10:13',
      before: (stage) => stage.ask(cancel('tombstone')),
      asked: query('tombstone'),
    },
  ],
};
