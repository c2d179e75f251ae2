import { unfit } from '../fields.ts';
import {
  country,
  industry,
  jsonList,
  jsonObject,
  oneOf,
  oneOrMany,
  resultCode,
  text,
  timestamp,
} from '../kinds/index.ts';
import { declareService } from '../service.ts';

const driver = jsonObject(512, {
  operation_id: { is: text(64), presence: 'required', meaning: 'the driver’s id' },
  contact_way: { is: text(256), presence: 'optional', meaning: 'telephone' },
  contact_person: { is: text(64), presence: 'required', meaning: 'name' },
});

/** Registers a shop (13 §5), or changes its registration. Acquirers call it once per shop. */
export const maintainShop = declareService({
  name: 'alipay.overseas.secmerchant.offline.maintain',
  title: 'Register a shop',
  purpose: 'Registers the store of a sub-merchant, or changes its registration.',
  documents: ['hkapi/offline_maintain', 'global/offline_maintain'],
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
    secondary_merchant_name: {
      is: text(128),
      presence: 'required',
      meaning: 'registered name of the sub-merchant',
      example: 'Harbour Coffee',
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
      meaning: 'the partner’s own id of the store; the plate of a taxi',
      example: 'S_01',
    },
    store_name: {
      is: text(256),
      presence: 'required',
      meaning: 'name of the store; the plate of a taxi',
      example: 'Harbour Coffee Central',
    },
    store_country: { is: country, presence: 'required', meaning: 'its country', example: 'HK' },
    store_address: {
      is: text(512),
      presence: 'required',
      meaning: 'its address',
      example: '1 Queen’s Road Central',
    },
    store_industry: {
      is: industry,
      presence: 'required',
      meaning: 'merchant category code; 4121 is a taxi',
      example: '5812',
    },
    extend_params: {
      is: oneOrMany(jsonList(4_096, 10, driver)),
      presence: 'optional',
      meaning: 'the drivers of a taxi, at most 10',
      example: '[{"operation_id":"T1","contact_way":"+852 12345678","contact_person":"Chan"}]',
      aliases: ['extend_info'],
    },
  },
  replyFields: {
    result_code: {
      is: resultCode('FAIL'),
      presence: 'required',
      meaning: 'whether the shop is registered',
      example: 'SUCCESS',
    },
    error: { is: text(48), presence: 'optional', meaning: 'why it is not' },
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'SELLER_BEEN_BLOCKED'],
  check: ({ store_industry, extend_params }) =>
    store_industry === '4121' && !extend_params?.length
      ? { ...unfit('a taxi has drivers'), field: 'extend_params' }
      : undefined,
});

/** How the shop takes payments; online shops, the other value, are not supported. */
export const paymentMethod = oneOf(['INSTORE_PAYMENT'], unfit('not a shop'));
