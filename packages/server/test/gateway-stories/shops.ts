import { createCode, queryShop, registerShop } from '../gateway-asked.ts';
import type { Chapter } from './story.ts';

export const registerShopChapter: Chapter = {
  service: 'alipay.overseas.secmerchant.offline.maintain',
  stories: [
    {
      name: 'success',
      about: 'A shop is registered.',
      after: '13 §5',
      at: '2026-11-22 10:01',
      asked: registerShop(),
    },
    {
      name: 'success-taxi',
      about: 'A taxi with its driver.',
      after: '13 §5',
      at: '2026-11-22 10:02',
      asked: registerShop({
        store_id: 'AB 1234',
        store_name: 'AB 1234',
        store_industry: '4121',
        extend_params:
          '[{"operation_id":"T1","contact_way":"+852 61234567","contact_person":"Chan"}]',
      }),
    },
    {
      name: 'refused-invalid-parameter',
      about: 'A taxi without a driver.',
      after: '13 §5',
      at: '2026-11-22 10:03',
      asked: registerShop({ store_industry: '4121' }),
    },
    {
      name: 'refused-seller-been-blocked',
      about: 'A suspended partner.',
      after: '13 §5',
      at: '2026-11-22 10:04',
      by: 'suspended',
      asked: registerShop(),
    },
  ],
};

export const queryShopChapter: Chapter = {
  service: 'alipay.overseas.secmerchant.maintain.queryStatus',
  stories: [
    {
      name: 'refused-invalid-parameter',
      about: 'Not registered.',
      after: '13 §5',
      at: '2026-11-22 10:01',
      asked: queryShop(),
    },
    {
      name: 'success-by-code',
      about: 'Registered by making its code: what the code said of it.',
      after: '13 §5',
      at: '2026-11-22 10:02',
      before: (stage) => stage.ask(createCode()),
      asked: queryShop(),
    },
    {
      name: 'success',
      about: 'Registered by name, with everything.',
      after: '13 §5',
      at: '2026-11-22 10:03',
      before: (stage) => stage.ask(registerShop()),
      asked: queryShop(),
    },
  ],
};
