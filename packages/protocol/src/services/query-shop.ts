import { oneOf, resultCode, text, timestamp } from '../kinds/index.ts';
import { declareService } from '../service.ts';
import { paymentMethod } from './maintain-shop.ts';

/** Queries the registration of a shop (13 §5). */
export const queryShop = declareService({
  name: 'alipay.overseas.secmerchant.maintain.queryStatus',
  documents: ['hkapi/offline_querystatus', 'global/offline_querystatus'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'error',
  requestFields: {
    timestamp: { is: timestamp, presence: 'optional', example: '2019-02-01 08:30:10' },
    secondary_merchant_id: { is: text(64), presence: 'required', example: 'M_0001' },
    store_id: { is: text(64), presence: 'required', example: 'S_01' },
    payment_method: { is: paymentMethod, presence: 'optional', example: 'INSTORE_PAYMENT' },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    error: { is: text(48), presence: 'optional' },
    secondary_merchant_id: { is: text(64), presence: 'optional' },
    store_id: { is: text(64), presence: 'optional' },
    payment_method: { is: paymentMethod, presence: 'optional' },
    status: {
      is: oneOf(['SUCCESS', 'UNDER_REVIEW', 'MODIFICATION_REVIEW', 'FAILED']),
      presence: 'optional',
      example: 'SUCCESS',
    },
    store_status: {
      is: oneOf(['ACTIVATED', 'INACTIVATE', 'ARCHIVED']),
      presence: 'optional',
      example: 'ACTIVATED',
    },
    secondary_merchant_name: { is: text(128), presence: 'optional' },
    store_name: { is: text(256), presence: 'optional' },
    store_country: { is: text(2), presence: 'optional' },
    store_address: { is: text(512), presence: 'optional' },
    store_industry: { is: text(4), presence: 'optional' },
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER'],
});
