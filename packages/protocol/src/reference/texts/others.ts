/** Texts of the registration of shops, and of the services that answer plain text. */
import type { forexRateFile } from '../../services/forex-rate-file.ts';
import type { maintainShop } from '../../services/maintain-shop.ts';
import type { notifyVerify } from '../../services/notify-verify.ts';
import type { ServiceTexts } from '../text.ts';
import * as common from './common.ts';

export const maintainShopTexts: ServiceTexts<
  typeof maintainShop.requestFields,
  typeof maintainShop.replyFields
> = {
  title: ['Register a shop', '門店登記', '门店登记'],
  purpose: [
    'Registers the store of a sub-merchant, or changes its registration.',
    '登記二級商戶的門店，或修改已登記的資料。',
    '登记二级商户的门店，或修改已登记的信息。',
  ],
  notes: [
    [
      'An acquirer registers each shop before the shop takes payments.',
      '收單機構須在門店開始收款前逐一登記。',
      '收单机构须在门店开始收款前逐一登记。',
    ],
  ],
  request: {
    timestamp: common.requestTime,
    secondary_merchant_name: [
      'Registered name of the sub-merchant.',
      '二級商戶的註冊名稱。',
      '二级商户的注册名称。',
    ],
    secondary_merchant_id: common.subMerchantId,
    store_id: [
      'The partner’s id of the store; for a taxi its licence plate.',
      '門店編號，由商戶自定；的士填車牌號碼。',
      '门店编号，由商户自定；出租车填车牌号。',
    ],
    store_name: [
      'Name of the store; for a taxi its licence plate.',
      '門店名稱；的士填車牌號碼。',
      '门店名称；出租车填车牌号。',
    ],
    store_country: [
      'Country or region of the store.',
      '門店所在國家或地區。',
      '门店所在国家或地区。',
    ],
    store_address: ['Address of the store.', '門店地址。', '门店地址。'],
    store_industry: [
      'Merchant category code (ISO 18245); 4121 is a taxi.',
      '商戶類別碼（MCC，ISO 18245）；4121 為的士。',
      '商户类别码（MCC，ISO 18245）；4121 为出租车。',
    ],
    extend_params: [
      'The drivers of a taxi, at most 10. Required for a taxi.',
      '的士司機，最多 10 名；的士必填。',
      '出租车司机，最多 10 名；出租车必填。',
    ],
  },
  reply: {
    result_code: ['Whether the shop is registered.', '門店是否已登記。', '门店是否已登记。'],
    error: common.why,
  },
};

export const forexRateFileTexts: ServiceTexts<
  typeof forexRateFile.requestFields,
  typeof forexRateFile.replyFields
> = {
  title: ['Rate file', '匯率檔案', '汇率文件'],
  purpose: [
    'Returns the reference rates of the day: CNY for one unit of each currency.',
    '返回當日參考匯率：一單位外幣折合的人民幣金額。',
    '返回当日参考汇率：一单位外币折合的人民币金额。',
  ],
  contracts: ['global'],
  notes: [
    [
      'The reply is plain text without a signature: one line per currency with date, time, currency and rate, GMT+8. The rate of a payment is the one in its reply.',
      '以純文字返回，沒有簽名：每種貨幣一行，依次為日期、時間（GMT+8）、貨幣及匯率。實際交易以付款返回的匯率為準。',
      '以纯文本返回，没有签名：每种币种一行，依次为日期、时间（GMT+8）、币种和汇率。实际交易以付款返回的汇率为准。',
    ],
    [
      'A refusal is the text “File download failed: ” with system exception, incorrect merchant id, empty file, or too many calls today. Rates change once a day between 09:00 and 11:00; at most 100 calls a day are answered.',
      '失敗時返回文字「File download failed: 」及原因：system exception（系統異常）、incorrect merchant id（商戶號錯誤）、empty file（檔案為空）或 too many calls today（當日調用過多）。匯率每日 09:00 至 11:00 更新一次；每日最多可調用 100 次。',
      '失败时返回文本“File download failed: ”及原因：system exception（系统异常）、incorrect merchant id（商户号错误）、empty file（文件为空）或 too many calls today（当日调用过多）。汇率每日 09:00 至 11:00 更新一次；每日最多可调用 100 次。',
    ],
  ],
  request: {},
  reply: {},
};

export const notifyVerifyTexts: ServiceTexts<
  typeof notifyVerify.requestFields,
  typeof notifyVerify.replyFields
> = {
  title: ['Verify a notification', '通知驗證', '通知验证'],
  purpose: [
    'Tells whether the gateway sent a notification with this id recently.',
    '查詢支付平台最近是否發出過此編號的通知。',
    '查询支付平台最近是否发出过此编号的通知。',
  ],
  notes: [
    [
      'The reply is the bare word true or false. Needs no signature. Optional if the signature of the notification has been verified.',
      '只返回 true 或 false，請求無須簽名。若已驗證通知的簽名，可不調用。',
      '只返回 true 或 false，请求无需签名。若已验证通知的签名，可不调用。',
    ],
  ],
  request: {
    notify_id: [
      'The notify_id of the notification.',
      '通知中的 notify_id。',
      '通知中的 notify_id。',
    ],
  },
  reply: {},
};
