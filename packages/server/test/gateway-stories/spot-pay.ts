import { minutes, type TradeId } from '@sampan/primitives';
import { cancel, payment } from '../gateway-asked.ts';
import type { Asked } from '../gateway-world.ts';
import { standardPayments } from './standard.ts';
import type { Chapter, Stage, Story } from './story.ts';

const hk = '2088000000000001';
const standard = '2088000000000002';
const suspended = '2088000000000003';
const limited = '2088000000000009';

const code = (index: number) => `29${String(index).padStart(16, '0')}`;
const show = (wallet: Parameters<Stage['show']>[0], index: number) => (stage: Stage) =>
  stage.show(wallet, code(index));

/** A payment of alice's to the Hong Kong partner, of which the story changes something. */
const pay = (index: number, change: Asked = {}): Asked =>
  payment(hk, code(index), { partner_trans_id: `order-${index}`, ...change });

const refused = (index: number, error: string, about: string, more: Partial<Story>): Story => ({
  name: `refused-${error.toLowerCase().replaceAll('_', '-')}`,
  about,
  after: '08 §2',
  at: `2026-11-22 11:${String(index).padStart(2, '0')}`,
  asked: pay(index),
  ...more,
});

/** Barcode payment: first what succeeds, then every refusal. */
export const spotPay: Chapter = {
  service: 'alipay.acquire.overseas.spot.pay',
  stories: [
    {
      name: 'success-hk',
      about: 'Paid at once. A Hong Kong partner is told the wallet and no exchange.',
      after: '02 §2',
      at: '2026-11-22 10:01',
      before: show('alice', 1),
      asked: pay(1, {
        quantity: '1',
        trans_create_time: '20261122100059',
        extend_info:
          '{"secondary_merchant_id":"M_0001","secondary_merchant_name":"Harbour Coffee","secondary_merchant_industry":"5812","store_id":"S_01","store_name":"Harbour Coffee Central"}',
      }),
    },
    {
      name: 'success-hk-mainland-wallet',
      about: 'A Hong Kong partner takes the mainland wallet, too.',
      after: '16 §3',
      at: '2026-11-22 10:02',
      before: show('mainland', 2),
      asked: pay(2),
    },
    {
      name: 'success-global',
      about: 'A standard partner is not told the wallet.',
      after: '02 §2',
      at: '2026-11-22 10:03',
      by: 'global',
      before: show('mainland', 3),
      asked: pay(3, { alipay_seller_id: standard, notify_url: 'https://merchant.example/notify' }),
    },
    {
      name: 'success-gbk',
      about: 'Request and reply in GBK, the Chinese name signed as GBK bytes.',
      after: '01 §6',
      at: '2026-11-22 10:04',
      before: show('alice', 4),
      asked: pay(4, { trans_name: '測試 a+b' }),
      sending: { charset: 'GBK' },
    },
    {
      name: 'success-gbk-reply-to-utf8',
      about:
        'The charset stands in the body only, so the reply is in GBK; what GBK lacks is numbered.',
      after: '09 §1, 17',
      at: '2026-11-22 10:05',
      before: show('alice', 5),
      asked: pay(5, { trans_name: '奶茶 😀 & <糖>' }),
      sending: { charsetIn: 'body' },
    },
    {
      name: 'success-get',
      about: 'Everything in the query string.',
      after: '01 §2',
      at: '2026-11-22 10:06',
      before: show('alice', 6),
      asked: pay(6),
      sending: { method: 'GET' },
    },
    {
      name: 'success-rsa2',
      about: 'Signed with SHA-256 and RSA, and answered so.',
      after: '01 §5',
      at: '2026-11-22 10:07',
      before: show('alice', 7),
      asked: pay(7),
      sending: { signType: 'RSA2' },
    },
    {
      name: 'success-rsa',
      about: 'Signed with SHA-1 and RSA, and answered so.',
      after: '01 §5',
      at: '2026-11-22 10:08',
      before: show('alice', 8),
      asked: pay(8),
      sending: { signType: 'RSA' },
    },
    {
      name: 'success-repeated',
      about: 'The same payment again, five minutes later: the first answer, nothing is charged.',
      after: '17, idempotency of spot.pay',
      at: '2026-11-22 10:09',
      before: async (stage) => {
        await stage.show('alice', code(9));
        await stage.ask(pay(9));
        stage.world.machine.advance(minutes(5));
      },
      asked: pay(9),
    },
    {
      name: 'unknow',
      about: 'The wallet asks for the password: the outcome is open, the wallet is not named.',
      after: '02 §3',
      at: '2026-11-22 10:20',
      before: show('asking', 20),
      asked: pay(20),
    },
    {
      name: 'success-confirmed',
      about: 'Repeated after the buyer has confirmed.',
      after: '02 §7',
      at: '2026-11-22 10:21',
      before: async (stage) => {
        await stage.show('asking', code(21));
        const tradeId = (await stage.ask(pay(21))).fields.alipay_trans_id as TradeId;
        const { asking } = stage.wallets;
        const confirm = { walletId: asking, partnerId: stage.partners.hk, tradeId };
        await stage.world.acquiring.confirm({ ...confirm, answer: 'confirm' });
      },
      asked: pay(21),
    },
    ...standardPayments,
    refused(1, 'SELLER_NOT_EXIST', 'Another seller than the partner itself.', {
      asked: pay(31, { alipay_seller_id: standard }),
    }),
    refused(2, 'UN_SUPPORT_BIZ_TYPE', 'Another product.', { asked: pay(32, { biz_product: 'X' }) }),
    refused(3, 'INVALID_PARAMETER', 'A currency that the contract does not know.', {
      asked: pay(33, { currency: 'USD' }),
    }),
    refused(4, 'SELLER_BEEN_BLOCKED', 'A suspended partner.', {
      by: 'suspended',
      before: show('alice', 34),
      asked: pay(34, { alipay_seller_id: suspended }),
    }),
    refused(5, 'TRADE_HAS_CLOSE', 'The order was cancelled before its payment arrived.', {
      before: async (stage) => {
        await stage.ask(cancel('order-35'));
        await stage.show('alice', code(35));
      },
      asked: pay(35),
    }),
    refused(6, 'SOUNDWAVE_PARSER_FAIL', 'A code that no wallet knows.', {
      asked: pay(36),
    }),
    refused(7, 'TRADE_BUYER_NOT_MATCH', 'The order was paid by another buyer.', {
      before: async (stage) => {
        await stage.paid('order-37');
        await stage.show('bob', code(37));
      },
      asked: pay(37),
    }),
    refused(8, 'CONTEXT_INCONSISTENT', 'The order was paid with another amount.', {
      before: async (stage) => {
        await stage.paid('order-38');
        await stage.show('alice', code(38));
      },
      asked: pay(38, { trans_amount: '39.26' }),
    }),
    refused(9, 'BUYER_ENABLE_STATUS_FORBID', 'A frozen wallet.', {
      before: show('frozen', 39),
      asked: pay(39),
    }),
    refused(10, 'NOT_SUPPORT_PAYMENT_INST', 'The wallet of Hong Kong at a standard partner.', {
      by: 'global',
      before: show('alice', 40),
      asked: pay(40, { alipay_seller_id: standard }),
    }),
    refused(11, 'BEYOND_PER_RECEIPT_RESTRICTION', 'The limit of one payment.', {
      before: show('perPayment', 41),
      asked: pay(41),
    }),
    refused(12, 'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR', 'The limit of a day.', {
      before: show('perDay', 42),
      asked: pay(42),
    }),
    refused(13, 'BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR', 'The limit of a month.', {
      before: show('perMonth', 43),
      asked: pay(43),
    }),
    refused(14, 'BUYER_BALANCE_NOT_ENOUGH', 'A cent too little.', {
      before: show('poor', 44),
      asked: pay(44),
    }),
    refused(15, 'TOTAL_FEE_EXCEED', 'More than the partner may take at once.', {
      by: 'limited',
      before: show('alice', 45),
      asked: pay(45, { alipay_seller_id: limited }),
    }),
    refused(16, 'BEYOND_PAY_RESTRICTION', 'More than the partner may take in a day.', {
      by: 'limited',
      before: show('alice', 46),
      asked: pay(46, { alipay_seller_id: limited, trans_amount: '30.01' }),
    }),
  ],
};
