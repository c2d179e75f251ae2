/**
 * Stories of standard partners abroad: in dollars, in yen, priced in what they are not settled in. The
 * published row is among them: AUD 369.30 at 5.4194 is CNY 2001.38 (14 §4.3).
 */
import { publishedRates } from '#test-kit';
import { createCode, payment, precreate, query, refund } from '../gateway-asked.ts';
import type { Asked } from '../gateway-world.ts';
import type { Cast, Stage, Story } from './story.ts';

const sydney = '2088000000000007';
const tokyo = '2088000000000008';

const rates = { ...publishedRates, AUD: '5.4194', TWD: '0.211500' };

const at = (minute: number) => `2026-11-22 10:${String(minute).padStart(2, '0')}`;
const codeOf = (minute: number) => `28${String(minute).padStart(16, '0')}`;

type Wallet = keyof Cast['wallets'];

/** The rates are published, and a buyer shows a code. */
const shown =
  (minute: number, wallet: Wallet = 'mainland') =>
  async ({ world, show }: Stage): Promise<void> => {
    await world.rates(rates);
    await show(wallet, codeOf(minute));
  };

/** AUD 369.30 at the partner in Sydney, of which the story changes something. */
const pay = (minute: number, order: string, change: Asked = {}): Asked =>
  payment(sydney, codeOf(minute), {
    partner_trans_id: order,
    currency: 'AUD',
    trans_amount: '369.30',
    ...change,
  });

/** Paid, when the rate was 5.4194; it is another one by now. */
const paid =
  (minute: number, order: string, change: Asked = {}, wallet?: Wallet) =>
  async (stage: Stage): Promise<void> => {
    await shown(minute, wallet)(stage);
    await stage.ask(pay(minute, order, change), change.currency === 'JPY' ? 'tokyo' : 'sydney');
    await stage.world.rates({ ...rates, AUD: '4.877600', JPY: '0.070000' });
  };

const yen = { alipay_seller_id: tokyo, currency: 'JPY', trans_amount: '5000' };
const taiwanDollars = { trans_currency: 'TWD', trans_amount: '1000.00' };

const story = (
  name: string,
  after: string,
  minute: number,
  about: string,
  asked: Asked,
  more: Partial<Story> = {},
): Story => ({ name, about, after, at: at(minute), by: 'sydney', asked, ...more });

export const standardPayments: readonly Story[] = [
  story(
    'success-global-aud',
    '02 §2, 14 §4.3',
    30,
    'The published sale: AUD 369.30 at 5.4194, of which the buyer pays CNY 2001.38.',
    pay(30, 'aud-30', { notify_url: 'https://merchant.example/notify' }),
    { before: shown(30) },
  ),
  story(
    'success-global-jpy',
    '15 §2',
    31,
    'Yen have no decimals; what the buyer pays for them has.',
    pay(31, 'jpy-31', yen),
    { by: 'tokyo', before: shown(31) },
  ),
  story(
    'success-global-trans-currency',
    '02 §1',
    32,
    'Priced in TWD and settled in AUD; the rate is that of the price.',
    pay(32, 'twd-32', taiwanDollars),
    { before: shown(32) },
  ),
  story(
    'unknow-global',
    '02 §2, 02 §3',
    33,
    'The wallet asks for the PIN: open, and the rate is fixed already.',
    pay(33, 'aud-33'),
    { before: shown(33, 'mainlandAsking') },
  ),
];

export const standardPreOrders: readonly Story[] = [
  story(
    'success-global-trans-currency',
    '03 §1',
    30,
    'Priced in TWD and settled in AUD. Nobody has paid yet, so there is no rate.',
    precreate('twd-30', { currency: 'AUD', trans_currency: 'TWD', total_fee: '1000.00' }),
    { before: ({ world }) => world.rates(rates) },
  ),
];

export const standardCodes: readonly Story[] = [
  story(
    'success-global',
    '10 §4',
    30,
    'The code of a shop whose buyers type CNY, settled in AUD.',
    createCode({ currency: 'AUD', trans_currency: 'CNY' }),
  ),
];

export const standardQueries: readonly Story[] = [
  story(
    'paid-global-aud',
    '04 §2, 15 §3',
    30,
    'Paid at 5.4194; today’s rate is another one, and does not matter.',
    query('aud-30'),
    { before: paid(30, 'aud-30') },
  ),
  story(
    'paid-global-jpy',
    '04 §2, 15 §2',
    31,
    'The settlement is in whole yen, too.',
    query('jpy-31'),
    { by: 'tokyo', before: paid(31, 'jpy-31', yen) },
  ),
  story(
    'paid-global-trans-currency',
    '04 §2',
    32,
    'Priced in TWD and settled in AUD, at the rate between them.',
    query('twd-32'),
    { before: paid(32, 'twd-32', taiwanDollars) },
  ),
  story(
    'waiting-global',
    '04 §5',
    33,
    'The buyer has not confirmed: the rate and the CNY are told, a time of payment is not.',
    query('aud-33'),
    { before: paid(33, 'aud-33', {}, 'mainlandAsking') },
  ),
  story(
    'refunded-global',
    '04 §2',
    34,
    'After a partial refund: the amounts of the payment, which is still paid.',
    query('aud-34'),
    {
      async before(stage) {
        await paid(34, 'aud-34')(stage);
        await stage.ask(refund('aud-34', { currency: 'AUD', refund_amount: '69.30' }), 'sydney');
      },
    },
  ),
];

export const standardRefunds: readonly Story[] = [
  story(
    'success-global-part',
    '05 §2, 15 §3.2',
    30,
    'A part of AUD 369.30, at the rate of the payment.',
    refund('aud-30', { currency: 'AUD', refund_amount: '69.30' }),
    { before: paid(30, 'aud-30') },
  ),
  story(
    'success-global-rest',
    '05 §2, 15 §3.2',
    31,
    'The rest of it: all of the CNY that have not come back yet.',
    refund('aud-30', {
      partner_refund_id: 'aud-30-rest',
      currency: 'AUD',
      refund_amount: '300.00',
    }),
  ),
  story(
    'success-global-accepted',
    '05 §3',
    32,
    'Only accepted: the rate is told, the CNY are not, because none have been given back.',
    refund('aud-32', { currency: 'AUD', is_sync: 'N' }),
    { before: paid(32, 'aud-32') },
  ),
  story(
    'success-global-jpy',
    '05 §1',
    33,
    'A thousand yen.',
    refund('jpy-33', { currency: 'JPY', refund_amount: '1000' }),
    { by: 'tokyo', before: paid(33, 'jpy-33', yen) },
  ),
];
