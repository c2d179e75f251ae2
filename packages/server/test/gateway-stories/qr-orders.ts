import { hours } from '@sampan/primitives';
import { readCode } from '#codes';
import { acquireQuery, cancel, close, precreate } from '../gateway-asked.ts';
import type { Asked } from '../gateway-world.ts';
import { standardPreOrders } from './standard.ts';
import type { Chapter, Stage, Story } from './story.ts';

/** Pre-orders; alice scans, and pays or not. */
const scanned =
  (order: string, answer?: 'confirm') =>
  async (stage: Stage): Promise<void> => {
    const { fields } = await stage.ask(precreate(order));
    const orderCode = readCode(fields.qr_code ?? '') ?? '';
    const buyer = { walletId: stage.wallets.alice, partnerId: stage.partners.hk };
    const opened = await stage.world.acquiring.scan({ ...buyer, orderCode });
    if (answer === undefined || opened.outcome === 'refused') return;
    await stage.world.acquiring.confirm({ ...buyer, tradeId: opened.trade.id, answer });
  };

const paid = (order: string) => scanned(order, 'confirm');
const ordered = (order: string) => (stage: Stage) => stage.ask(precreate(order));

const minute = (hour: number, index: number) =>
  `2026-11-22 ${hour}:${String(index).padStart(2, '0')}`;

const refused = (
  index: number,
  error: string,
  about: string,
  asked: Asked,
  more: Partial<Story> = {},
): Story => ({
  name: `refused-${error.toLowerCase().replaceAll('_', '-')}`,
  about,
  after: '08 §3',
  at: minute(11, index),
  asked,
  ...more,
});

export const precreateChapter: Chapter = {
  service: 'alipay.acquire.precreate',
  stories: [
    {
      name: 'success-hk',
      about: 'An order and the code that stands for it, with its pictures.',
      after: '03 §2',
      at: minute(10, 1),
      asked: precreate('success-hk', { notify_url: 'https://merchant.example/notify' }),
    },
    {
      name: 'success-global',
      about: 'A standard partner; time with dashes, everything that may be said.',
      after: '03 §1',
      at: minute(10, 2),
      by: 'global',
      asked: precreate('success-global', {
        timestamp: '2026-11-22 10:02:00',
        price: '15.00',
        quantity: '2',
        goods_detail: '[{"goodsId":"c1","goodsName":"Flat white","quantity":"2","price":"15.00"}]',
        extend_params:
          '{"secondary_merchant_id":"123","secondary_merchant_name":"Lotte","secondary_merchant_industry":"5812","store_id":"A101","store_name":"Central"}',
        it_b_pay: '10m',
        qr_code_it_b_pay: '1c',
        passback_parameters: 'desk-3',
        sendFormat: 'normal',
      }),
      sending: { method: 'GET' },
    },
    {
      name: 'success-repeated',
      about: 'The same again, scanned meanwhile: the same code.',
      after: '17',
      at: minute(10, 3),
      before: scanned('success-repeated'),
      asked: precreate('success-repeated'),
    },
    ...standardPreOrders,
    refused(1, 'TRADE_HAS_SUCCESS', 'Paid already.', precreate('paid'), { before: paid('paid') }),
    refused(2, 'TRADE_HAS_CLOSE', 'Cancelled before.', precreate('closed'), {
      before: (stage) => stage.ask(cancel('closed')),
    }),
    refused(
      3,
      'CONTEXT_INCONSISTENT',
      'Another amount.',
      precreate('other', { total_fee: '30.01' }),
      { before: ordered('other') },
    ),
    refused(
      4,
      'INVALID_PARAMETER',
      'Price × quantity is another total.',
      precreate('wrong', { price: '15.00', quantity: '3' }),
    ),
    refused(
      5,
      'SELLER_NOT_EXIST',
      'Another seller.',
      precreate('seller', { seller_id: '2088000000000002' }),
    ),
    refused(6, 'SELLER_BEEN_BLOCKED', 'A suspended partner.', precreate('blocked'), {
      by: 'suspended',
    }),
    refused(
      7,
      'UN_SUPPORT_BIZ_TYPE',
      'Another product.',
      precreate('product', { product_code: 'QR_CODE_OFFLINE' }),
    ),
    refused(
      8,
      'TOTAL_FEE_EXCEED',
      'More than the partner may take at once.',
      precreate('much', { total_fee: '39.25' }),
      { by: 'limited' },
    ),
    {
      name: 'refused-trade-has-close-by-time',
      about: 'Nobody has scanned it within two hours.',
      after: '17',
      at: minute(12, 1),
      before: async (stage) => {
        await stage.ask(precreate('late'));
        stage.world.machine.advance(hours(2));
      },
      asked: precreate('late'),
    },
  ],
};

export const acquireQueryChapter: Chapter = {
  service: 'alipay.acquire.query',
  stories: [
    {
      name: 'refused-trade-not-exist',
      about: 'Ordered, and nobody has scanned it yet: no trade.',
      after: '04 §6',
      at: minute(10, 1),
      before: ordered('ordered'),
      asked: acquireQuery('ordered'),
    },
    {
      name: 'waiting',
      about: 'Scanned, not paid.',
      after: '04 §6',
      at: minute(10, 2),
      before: scanned('waiting'),
      asked: acquireQuery('waiting'),
    },
    {
      name: 'paid',
      about: 'Paid; dates with dashes.',
      after: '04 §6',
      at: minute(10, 3),
      before: paid('paid'),
      asked: acquireQuery('paid', { alipay_ca_request: '2' }),
    },
    {
      name: 'closed-refunded',
      about: 'Cancelled after payment: closed, the time of payment stays.',
      after: '04 §3',
      at: minute(10, 4),
      before: async (stage) => {
        await paid('cancelled')(stage);
        await stage.ask(cancel('cancelled'));
      },
      asked: acquireQuery('cancelled'),
    },
  ],
};

export const closeChapter: Chapter = {
  service: 'alipay.acquire.close',
  stories: [
    {
      name: 'success-not-scanned',
      about: 'Ordered and never scanned: there is no trade whose id could be told.',
      after: '06 §7',
      at: minute(10, 1),
      before: ordered('ordered'),
      asked: close('ordered'),
    },
    {
      name: 'success-scanned',
      about: 'Scanned and not paid: closed.',
      after: '06 §7',
      at: minute(10, 2),
      before: scanned('scanned'),
      asked: close('scanned'),
    },
    {
      name: 'refused-trade-not-exist',
      about: 'An order that was never made; nothing is remembered of it.',
      after: '06 §7',
      at: minute(10, 3),
      asked: close('never'),
    },
    {
      name: 'refused-trade-status-error',
      about: 'Paid: closing gives nothing back.',
      after: '06 §7',
      at: minute(10, 4),
      before: paid('paid'),
      asked: close('paid'),
    },
    {
      name: 'refused-trade-has-finished',
      about: 'The refund period of 360 days is over.',
      after: '06 §7',
      at: '2027-11-17 10:05',
      asked: close('paid'),
    },
  ],
};
