import { oneOf, resultCode, text, timestamp } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { paymentMethod } from './maintain-shop.ts';

/** Queries the registration of a shop (13 §5). */
export const queryShop = declareService({
  name: 'alipay.overseas.secmerchant.maintain.queryStatus',
  title: 'Query of a shop',
  purpose: 'Tells whether the store of a sub-merchant is registered, and as what.',
  documents: ['hkapi/offline_querystatus', 'global/offline_querystatus'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'error',
  requestFields: {
    timestamp: {
      is: timestamp,
      presence: 'optional',
      meaning: 'when the request was made',
      example: '2019-02-01 08:30:10',
    },
    secondary_merchant_id: {
      is: text(64),
      presence: 'required',
      meaning: 'the partner’s own id of the sub-merchant',
      example: 'M_0001',
    },
    store_id: {
      is: text(64),
      presence: 'required',
      meaning: 'the partner’s own id of the store',
      example: 'S_01',
    },
    payment_method: {
      is: paymentMethod,
      presence: 'optional',
      meaning: 'how the shop takes payments',
      example: 'INSTORE_PAYMENT',
    },
  },
  replyFields: {
    result_code: {
      is: resultCode('FAIL'),
      presence: 'required',
      meaning: 'whether there is such a registration',
      example: 'SUCCESS',
    },
    error: { is: text(48), presence: 'optional', meaning: 'why there is no answer' },
    secondary_merchant_id: { is: text(64), presence: 'optional', meaning: 'as in the request' },
    store_id: { is: text(64), presence: 'optional', meaning: 'as in the request' },
    payment_method: { is: paymentMethod, presence: 'optional', meaning: 'as in the request' },
    status: {
      is: oneOf(['SUCCESS', 'UNDER_REVIEW', 'MODIFICATION_REVIEW', 'FAILED']),
      presence: 'optional',
      meaning: 'what became of the latest registration or change',
      example: 'SUCCESS',
    },
    store_status: {
      is: oneOf(['ACTIVATED', 'INACTIVATE', 'ARCHIVED']),
      presence: 'optional',
      meaning: 'INACTIVATE: the store is not registered',
      example: 'ACTIVATED',
    },
    secondary_merchant_name: { is: text(128), presence: 'optional', meaning: 'as registered' },
    store_name: { is: text(256), presence: 'optional', meaning: 'as registered' },
    store_country: { is: text(2), presence: 'optional', meaning: 'as registered' },
    store_address: { is: text(512), presence: 'optional', meaning: 'as registered' },
    store_industry: { is: text(4), presence: 'optional', meaning: 'as registered' },
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER'],
});
