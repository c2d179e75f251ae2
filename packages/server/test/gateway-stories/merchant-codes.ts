import { seededRandom } from '@sampan/primitives';
import { createCode, modifyCode, setCodeStatus } from '../gateway-asked.ts';
import { type Asked, codeSeed, publicUrl } from '../gateway-world.ts';
import { standardCodes } from './standard.ts';
import type { Chapter, Stage, Story } from './story.ts';

const made = (stage: Stage) => stage.ask(createCode());

const minute = (index: number) => `2026-11-22 10:${String(index).padStart(2, '0')}`;

const refused = (index: number, error: string, about: string, asked: Asked): Story => ({
  name: `refused-${error.toLowerCase().replaceAll('_', '-')}`,
  about,
  after: '17',
  at: minute(index),
  asked,
});

export const createCodeChapter: Chapter = {
  service: 'alipay.commerce.qrcode.create',
  stories: [
    {
      name: 'success-hk',
      about: 'The code of a shop; the reply stands under qrcodeinfo and has no result.',
      after: '10 §9',
      at: minute(1),
      asked: createCode({}, { notify_url: 'https://merchant.example/notify' }),
    },
    {
      name: 'success-with-fee',
      about: 'The second code of the same shop, with a channel fee.',
      after: '10 §6',
      at: minute(2),
      asked: createCode({ channel_fee: { type: 'RATE', value: '0.01' } }),
    },
    {
      name: 'success-repeated',
      about: 'Both exist: the one that matches comes back.',
      after: '10 §6',
      at: minute(3),
      asked: createCode(),
    },
    {
      name: 'success-taxi',
      about: 'A taxi of a standard partner, without a store.',
      after: '10 §4',
      at: minute(4),
      by: 'global',
      asked: createCode({
        secondary_merchant_industry: '4121',
        store_id: undefined,
        store_name: undefined,
        taxi_operation_id: 'T1',
        taxi_number: 'AB 1234',
        taxi_driver_name: 'Chan',
        taxi_driver_mobile: '+852 61234567',
      }),
      sending: { method: 'GET' },
    },
    refused(
      5,
      'INVALID_PARAMETER',
      'A rate above 5 %: a refusal without a response.',
      createCode({ channel_fee: { type: 'RATE', value: '0.051' } }),
    ),
    { ...refused(6, 'SELLER_BEEN_BLOCKED', 'A suspended partner.', createCode()), by: 'suspended' },
    ...standardCodes,
  ],
};

/** The first code of every world. */
const first = `${publicUrl}/q/${seededRandom(codeSeed).letters(24)}`;

export const modifyCodeChapter: Chapter = {
  service: 'alipay.commerce.qrcode.modify',
  stories: [
    {
      name: 'success',
      about: 'Another name of the store; the value stays.',
      after: '10 §7',
      at: minute(1),
      before: made,
      asked: modifyCode(first, { store_name: 'Pier 7' }),
    },
    refused(
      2,
      'INVALID_PARAMETER',
      'The store of a code never changes.',
      modifyCode(first, { store_id: 'S_02' }),
    ),
    {
      ...refused(3, 'SELLER_BEEN_BLOCKED', 'A suspended partner.', modifyCode(first)),
      by: 'suspended',
    },
  ],
};

const status = (index: number, name: string, word: string, about: string): Story => ({
  name,
  about,
  after: '10 §8',
  at: minute(index),
  asked: setCodeStatus(first, word),
});

export const codeStatusChapter: Chapter = {
  service: 'alipay.commerce.qrcode.modifyStatus',
  stories: [
    {
      ...status(1, 'success-stop', 'STOP', 'Out of service.'),
      before: made,
    },
    status(2, 'success-stop-repeated', 'STOP', 'Again: a success again.'),
    status(3, 'success-restart', 'RESTART', 'Usable again.'),
    status(4, 'success-delete', 'DELETE', 'For ever.'),
    status(5, 'refused-invalid-parameter', 'RESTART', 'Deleted codes do not come back.'),
    {
      ...status(6, 'refused-seller-been-blocked', 'STOP', 'A suspended partner.'),
      by: 'suspended',
    },
  ],
};
