/** Texts of the services of a shop's static code. */
import type { bizDataMembers } from '../../services/biz-data.ts';
import type { changeMerchantCodeStatus } from '../../services/change-merchant-code-status.ts';
import type { createMerchantCode } from '../../services/create-merchant-code.ts';
import type { codeTerms, codeValue } from '../../services/merchant-code-shared.ts';
import type { modifyMerchantCode } from '../../services/modify-merchant-code.ts';
import type { FieldTexts, ServiceTexts, Text } from '../text.ts';
import * as common from './common.ts';

const requestTexts = {
  timestamp: common.requestTime,
  biz_type: common.product,
} as const;

const termsTexts: FieldTexts<typeof codeTerms> = {
  notify_url: [
    'Address that is notified of each payment on the code.',
    '此碼每次收款後接收通知的網址。',
    '此码每次收款后接收通知的网址。',
  ],
  biz_data: ['The shop, and how its code is paid.', '門店資料及收款設定。', '门店信息及收款设置。'],
};

const valueTexts: FieldTexts<typeof codeValue> = {
  qrcode: [
    'The text of the QR code as it was returned, or the token at its end.',
    '建立時返回的二維碼內容，或其末段的識別碼。',
    '创建时返回的二维码内容，或其末段的标识码。',
  ],
};

const qrcode: Text = ['Text of the QR code.', '二維碼的內容。', '二维码的内容。'];

export const createMerchantCodeTexts: ServiceTexts<
  typeof createMerchantCode.requestFields,
  typeof createMerchantCode.replyFields
> = {
  title: ['Create a merchant code', '建立商戶收款碼', '创建商户收款码'],
  purpose: [
    'Creates the static QR code of a shop, or returns the existing one.',
    '建立門店的固定收款碼；已有則返回原碼。',
    '创建门店的固定收款码；已有则返回原码。',
  ],
  notes: [
    [
      'Buyers scan the code and type the amount themselves.',
      '買家掃碼後自行輸入金額。',
      '买家扫码后自行输入金额。',
    ],
  ],
  request: { ...requestTexts, ...termsTexts },
  reply: {
    qrcode,
    qrcode_img_url: [
      'Address of an image of the code for printing.',
      '供列印的二維碼圖片網址。',
      '供打印的二维码图片网址。',
    ],
  },
};

export const modifyMerchantCodeTexts: ServiceTexts<
  typeof modifyMerchantCode.requestFields,
  typeof modifyMerchantCode.replyFields
> = {
  title: ['Change a merchant code', '修改商戶收款碼', '修改商户收款码'],
  purpose: [
    'Replaces the data behind the QR code of a shop; the printed code stays valid.',
    '更新收款碼背後的資料；已列印的二維碼繼續有效。',
    '更新收款码背后的信息；已打印的二维码继续有效。',
  ],
  request: { ...requestTexts, ...valueTexts, ...termsTexts },
  reply: { qrcode },
};

export const changeMerchantCodeStatusTexts: ServiceTexts<
  typeof changeMerchantCodeStatus.requestFields,
  typeof changeMerchantCodeStatus.replyFields
> = {
  title: ['Status of a merchant code', '商戶收款碼狀態', '商户收款码状态'],
  purpose: [
    'Stops, restarts or deletes the QR code of a shop.',
    '停用、重啟或刪除門店的收款碼。',
    '停用、重启或删除门店的收款码。',
  ],
  request: {
    ...requestTexts,
    ...valueTexts,
    status: [
      'STOP, RESTART, or DELETE, which is final.',
      'STOP：停用；RESTART：重啟；DELETE：刪除，不可復原。',
      'STOP：停用；RESTART：重启；DELETE：删除，不可恢复。',
    ],
  },
  reply: { qrcode },
};

export const bizDataTexts: FieldTexts<typeof bizDataMembers> = {
  secondary_merchant_industry: [
    'Merchant category code (ISO 18245); 4121 is a taxi.',
    '商戶類別碼（MCC，ISO 18245）；4121 為的士。',
    '商户类别码（MCC，ISO 18245）；4121 为出租车。',
  ],
  secondary_merchant_id: [
    'The partner’s id of the sub-merchant; cannot be changed later.',
    '二級商戶編號，由商戶自定，其後不可更改。',
    '二级商户编号，由商户自定，之后不可更改。',
  ],
  secondary_merchant_name: common.subMerchantName,
  store_id: [
    'The partner’s id of the store; cannot be changed later. Required except for a taxi.',
    '門店編號，由商戶自定，其後不可更改；的士以外必填。',
    '门店编号，由商户自定，之后不可更改；出租车以外必填。',
  ],
  store_name: [
    'Name of the store. Required except for a taxi.',
    '門店名稱；的士以外必填。',
    '门店名称；出租车以外必填。',
  ],
  taxi_operation_id: [
    'Operation number of the taxi. Required for a taxi.',
    '的士營運編號；的士必填。',
    '出租车营运编号；出租车必填。',
  ],
  taxi_number: [
    'Licence plate of the taxi. Required for a taxi.',
    '的士車牌號碼；的士必填。',
    '出租车车牌号；出租车必填。',
  ],
  taxi_driver_name: [
    'Name of the driver, shown to the buyer. Required for a taxi.',
    '司機姓名，會顯示給買家；的士必填。',
    '司机姓名，会显示给买家；出租车必填。',
  ],
  taxi_driver_mobile: [
    'Phone number of the driver. Required for a taxi.',
    '司機電話；的士必填。',
    '司机电话；出租车必填。',
  ],
  trans_currency: [
    'Currency in which the buyer types the amount.',
    '買家輸入金額所用的貨幣。',
    '买家输入金额所用的币种。',
  ],
  currency: ['Settlement currency.', '結算貨幣。', '结算币种。'],
  sys_service_provider_id: [
    'Id of the provider of the payment system; cannot be changed later.',
    '系統服務商編號，其後不可更改。',
    '系统服务商编号，之后不可更改。',
  ],
  channel_fee: [
    'What the merchant adds to the typed amount. A code that has it keeps it, and one without never gets it.',
    '商戶在輸入金額上另加的附加費；建立時有否設定，其後不可更改。',
    '商户在输入金额上另加的附加费；创建时是否设置，之后不可更改。',
  ],
  country_code: ['Country or region of the store.', '門店所在國家或地區。', '门店所在国家或地区。'],
  address: ['Address of the store.', '門店地址。', '门店地址。'],
  passback_parameters: [
    'Plain values, returned in the notification as extra_common_param.',
    '不含嵌套的回傳參數，於通知中以 extra_common_param 原樣返回。',
    '不含嵌套的回传参数，在通知中以 extra_common_param 原样返回。',
  ],
  notify_sign_type: [
    'Signature type of notifications; by default that of this request.',
    '通知的簽名類型；預設與本請求相同。',
    '通知的签名类型；默认与本请求相同。',
  ],
  notify_charset: [
    'Charset of notifications; by default that of this request.',
    '通知的字元編碼；預設與本請求相同。',
    '通知的字符编码；默认与本请求相同。',
  ],
  notify_mobile: common.acceptedUnused,
  notify_wangwang: common.acceptedUnused,
  notify_alipay_account: common.acceptedUnused,
  is_show_memo: common.acceptedUnused,
  timestamp: common.acceptedUnused,
};
