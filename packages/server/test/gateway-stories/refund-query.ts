import { cancel, refund, refundQuery } from '../gateway-asked.ts';
import type { Asked } from '../gateway-world.ts';
import type { Chapter, Stage, Story } from './story.ts';

const story = (
  name: string,
  minute: number,
  about: string,
  before: Story['before'],
  asked: Asked,
  more: Partial<Story> = {},
): Story => ({
  name,
  about,
  after: '05 §8',
  at: `2026-11-22 10:${String(minute).padStart(2, '0')}`,
  ...(before && { before }),
  asked,
  ...more,
});

/** Pays the order and asks to give HKD 10.00 back. */
const refunded =
  (order: string, change: Asked = {}, by: Story['by'] = 'hk') =>
  async (stage: Stage) => {
    await stage.paid(order, by, by === 'global' ? 'mainland' : 'alice');
    await stage.ask(refund(order, change), by);
  };

/** What the partner is owed is gone, as after a settlement, and so many nights have passed. */
const shortOfReceipts =
  (order: string, nightsMissed: number, state: string) => async (stage: Stage) => {
    await refunded(order, { is_sync: 'N' })(stage);
    await stage.world.sql(
      `update refunds set nights_missed = $2, state = $3,
      due_at = case when $3 = 'failed' then null else due_at end
    where partner_trans_id = $1`,
      [order, nightsMissed, state],
    );
  };

export const refundQueryChapter: Chapter = {
  service: 'alipay.acquire.refund.query',
  stories: [
    story(
      'done',
      1,
      'The money has been given back.',
      refunded('done'),
      refundQuery('done', 'done-refund'),
    ),
    story(
      'done-global',
      2,
      'The same for a standard partner; GET, RSA2.',
      refunded('done-global', {}, 'global'),
      refundQuery('done-global', 'done-global-refund'),
      { by: 'global', sending: { method: 'GET', signType: 'RSA2' } },
    ),
    story(
      'accepted',
      3,
      'Accepted, to be executed at 23:00.',
      refunded('accepted', { is_sync: 'N' }),
      refundQuery('accepted', 'accepted-refund'),
    ),
    story(
      'short-of-receipts',
      4,
      'Tried in one night, when what the partner was owed did not suffice; tried again the next.',
      shortOfReceipts('short', 1, 'accepted'),
      refundQuery('short', 'short-refund'),
    ),
    story(
      'failed',
      5,
      'Given up after 180 nights.',
      shortOfReceipts('failed', 180, 'failed'),
      refundQuery('failed', 'failed-refund'),
    ),
    story(
      'refused-not-found',
      6,
      'A refund that was never asked for.',
      (stage) => stage.paid('not-refunded'),
      refundQuery('not-refunded', 'never'),
    ),
    story(
      'refused-trade-not-exist',
      7,
      'An order that was never seen.',
      undefined,
      refundQuery('never', 'never-refund'),
    ),
    story(
      'refused-trade-not-exist-tombstone',
      8,
      'An order that was cancelled before its payment arrived.',
      (stage) => stage.ask(cancel('tombstone')),
      refundQuery('tombstone', 'tombstone-refund'),
    ),
  ],
};
