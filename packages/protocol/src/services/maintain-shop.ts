import { type Fields, unfit } from '../fields.ts';
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

/** Members of an entry of `extend_params`: the driver of a taxi. */
export const driverMembers = {
  operation_id: { is: text(64), presence: 'required' },
  contact_way: { is: text(256), presence: 'optional' },
  contact_person: { is: text(64), presence: 'required' },
} as const satisfies Fields;

const driver = jsonObject(512, driverMembers);

/** Registers a shop (13 §5), or changes its registration. Acquirers call it once per shop. */
export const maintainShop = declareService({
  name: 'alipay.overseas.secmerchant.offline.maintain',
  documents: ['hkapi/offline_maintain', 'global/offline_maintain'],
  node: 'alipay',
  failureWord: 'FAIL',
  errorPlace: 'error',
  requestFields: {
    timestamp: { is: timestamp, presence: 'optional', example: '2019-02-01 08:30:10' },
    secondary_merchant_name: { is: text(128), presence: 'required', example: 'Harbour Coffee' },
    secondary_merchant_id: { is: text(64), presence: 'required', example: 'M_0001' },
    store_id: { is: text(64), presence: 'required', example: 'S_01' },
    store_name: { is: text(256), presence: 'required', example: 'Harbour Coffee Central' },
    store_country: { is: country, presence: 'required', example: 'HK' },
    store_address: { is: text(512), presence: 'required', example: '1 Queen’s Road Central' },
    store_industry: { is: industry, presence: 'required', example: '5812' },
    extend_params: {
      is: oneOrMany(jsonList(4_096, 10, driver)),
      presence: 'optional',
      example: '[{"operation_id":"T1","contact_way":"+852 12345678","contact_person":"Chan"}]',
      aliases: ['extend_info'],
    },
  },
  replyFields: {
    result_code: { is: resultCode('FAIL'), presence: 'required', example: 'SUCCESS' },
    error: { is: text(48), presence: 'optional' },
  },
  errors: ['SYSTEM_ERROR', 'INVALID_PARAMETER', 'SELLER_BEEN_BLOCKED'],
  check: ({ store_industry, extend_params }) =>
    store_industry === '4121' && !extend_params?.length
      ? { ...unfit('a taxi has drivers'), field: 'extend_params' }
      : undefined,
});

/** How the shop takes payments; online shops, the other value, are not supported. */
export const paymentMethod = oneOf(['INSTORE_PAYMENT'], unfit('not a shop'));
