/** Texts of the columns of the money files, and how the documents type them. */
import type { settlementColumns } from '../../files/settlement-file.ts';
import type { sharedColumns } from '../../files/shared-columns.ts';
import type { transactionColumns } from '../../files/transaction-file.ts';
import type { Text } from '../text.ts';

interface ColumnTexts {
  readonly type: string;
  readonly meaning: Text;
}

/** A column that is missing or superfluous is a type error. */
type ColumnsTexts<Columns extends readonly { readonly name: string }[]> = {
  readonly [Name in Columns[number]['name']]: ColumnTexts;
};

const column = (type: string, ...meaning: Text): ColumnTexts => ({ type, meaning });

const sharedTexts: ColumnsTexts<typeof sharedColumns> = {
  Secondary_merchant_industry: column(
    'String(4)',
    'Merchant category code, or empty.',
    '商戶類別碼（MCC），可為空。',
    '商户类别码（MCC），可为空。',
  ),
  Secondary_merchant_name: column(
    'String',
    'Name of the sub-merchant.',
    '二級商戶名稱。',
    '二级商户名称。',
  ),
  Secondary_merchant_id: column(
    'String',
    'The partner’s id of the sub-merchant.',
    '二級商戶編號。',
    '二级商户编号。',
  ),
  Operator_name: column(
    'String',
    'The store, or the driver of a taxi.',
    '門店名稱，或的士司機姓名。',
    '门店名称，或出租车司机姓名。',
  ),
  Order_scene: column(
    'String',
    'How the order was created. shopQrCode: merchant code. paymentQrCode: payment code. transactionQrCode: order code.',
    '下單方式。shopQrCode：商戶收款碼；paymentQrCode：付款碼；transactionQrCode：訂單二維碼。',
    '下单方式。shopQrCode：商户收款码；paymentQrCode：付款码；transactionQrCode：订单二维码。',
  ),
  Trans_currency: column('String(8)', 'Currency of the price.', '標價貨幣。', '标价币种。'),
  Trans_amount: column(
    'Number(9,2)',
    'Amount in the currency of the price.',
    '以標價貨幣計的金額。',
    '以标价币种计的金额。',
  ),
  Trans_forex_rate: column(
    'Number',
    'Settlement currency for one unit of the price currency; 1 if both are the same.',
    '一單位標價貨幣折合的結算貨幣；兩者相同時為 1。',
    '一单位标价币种折合的结算币种；两者相同时为 1。',
  ),
  Issue: column(
    'String(8)',
    'Kind of wallet: ALIPAYHK or ALIPAYCN.',
    '付款錢包：ALIPAYHK 或 ALIPAYCN。',
    '付款钱包：ALIPAYHK 或 ALIPAYCN。',
  ),
};

const tradeId = column(
  'String(64)',
  'The gateway’s trade id.',
  '支付平台的交易號。',
  '支付平台的交易号。',
);
const settlementCurrency = column('String(8)', 'Settlement currency.', '結算貨幣。', '结算币种。');
const remark = column(
  'String(256)',
  'Remark, e.g. the reason of a refund; may be empty.',
  '備註，例如退款原因；可為空。',
  '备注，例如退款原因；可为空。',
);
const eventTime = column(
  'String(19)',
  'Time of the payment, refund or cancel, GMT+8.',
  '付款、退款或撤銷的時間（GMT+8）。',
  '付款、退款或撤销的时间（GMT+8）。',
);

export const transactionTexts: ColumnsTexts<typeof transactionColumns> = {
  Partner_transaction_id: column(
    'String(64)',
    'The partner’s order id; of a REFUND, its refund id.',
    '商戶訂單號；REFUND 則為商戶退款單號。',
    '商户订单号；REFUND 则为商户退款单号。',
  ),
  Transaction_id: tradeId,
  Transaction_amount: column(
    'Number(9,2)',
    'Amount in the settlement currency; never negative.',
    '以結算貨幣計的金額，不會為負數。',
    '以结算币种计的金额，不会为负数。',
  ),
  Charge_amount: column(
    'Number(9,2)',
    'The fee; of other rows than PAYMENT, the returned fee.',
    '手續費；非 PAYMENT 行則為退還的手續費。',
    '手续费；非 PAYMENT 行则为退还的手续费。',
  ),
  Currency: settlementCurrency,
  Payment_time: eventTime,
  Transaction_type: column(
    'String(8)',
    'PAYMENT, REFUND, CANCEL, or REVERSAL, a cancel by the older services. Gives the direction of the amounts.',
    'PAYMENT：付款；REFUND：退款；CANCEL：撤銷；REVERSAL：以舊接口撤銷。金額方向以此為準。',
    'PAYMENT：付款；REFUND：退款；CANCEL：撤销；REVERSAL：以旧接口撤销。金额方向以此为准。',
  ),
  Remark: remark,
  ...sharedTexts,
};

export const settlementTexts: ColumnsTexts<typeof settlementColumns> = {
  Partner_transaction_id: column(
    'String(64)',
    'The partner’s order id; of a refund, its refund id; of a cancel, the same as Transaction_id.',
    '商戶訂單號；退款為商戶退款單號；撤銷則與 Transaction_id 相同。',
    '商户订单号；退款为商户退款单号；撤销则与 Transaction_id 相同。',
  ),
  Transaction_id: tradeId,
  Amount: column(
    'Number(9,2)',
    'Gross amount in the settlement currency; never negative.',
    '以結算貨幣計的總額，不會為負數。',
    '以结算币种计的总额，不会为负数。',
  ),
  Rmb_amount: column(
    'Number(9,2)',
    'Gross amount in CNY; empty if the buyer did not pay in CNY.',
    '人民幣總額；買家並非以人民幣付款時為空。',
    '人民币总额；买家并非以人民币付款时为空。',
  ),
  Fee: column(
    'Number(9,2)',
    'The fee; of an R row, the returned fee.',
    '手續費；R 行則為退還的手續費。',
    '手续费；R 行则为退还的手续费。',
  ),
  Settlement: column(
    'Number(9,2)',
    'Net amount: Amount − Fee.',
    '結算淨額：Amount − Fee。',
    '结算净额：Amount − Fee。',
  ),
  Rmb_settlement: column(
    'Number(9,2)',
    'Net amount in CNY: gross and fee are converted and rounded separately.',
    '人民幣淨額；總額與手續費分別折算並四捨五入。',
    '人民币净额；总额与手续费分别折算并四舍五入。',
  ),
  Currency: settlementCurrency,
  Rate: column(
    'Number',
    'CNY for one unit of the settlement currency, 8 decimals.',
    '一單位結算貨幣折合的人民幣，8 位小數。',
    '一单位结算币种折合的人民币，8 位小数。',
  ),
  Payment_time: eventTime,
  Settlement_time: column(
    'String(19)',
    'Time of the settlement, GMT+8.',
    '結算時間（GMT+8）。',
    '结算时间（GMT+8）。',
  ),
  Type: column(
    'String(1)',
    'P: payment. R: refund or cancel.',
    'P：付款；R：退款或撤銷。',
    'P：付款；R：退款或撤销。',
  ),
  Status: column('String(1)', 'L: settled.', 'L：已結算。', 'L：已结算。'),
  Remarks: remark,
  ...sharedTexts,
};

/** The lines of a rate file. */
export const rateColumns = [
  { name: 'date', ...column('yyyyMMdd', 'Date, GMT+8.', '日期（GMT+8）。', '日期（GMT+8）。') },
  { name: 'time', ...column('HHmmss', 'Time, GMT+8.', '時間（GMT+8）。', '时间（GMT+8）。') },
  { name: 'currency', ...column('String(3)', 'Foreign currency.', '外幣。', '外币。') },
  {
    name: 'rate',
    ...column(
      'Number, 6 decimals',
      'CNY for one unit of it.',
      '一單位外幣折合的人民幣。',
      '一单位外币折合的人民币。',
    ),
  },
] as const;
