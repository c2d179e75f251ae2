/** Texts of the two payments: by the buyer's code, and by the code of an order. */
import type { precreate } from '../../services/precreate.ts';
import type { spotPay } from '../../services/spot-pay.ts';
import type { ServiceTexts } from '../text.ts';
import * as common from './common.ts';

export const spotPayTexts: ServiceTexts<typeof spotPay.requestFields, typeof spotPay.replyFields> =
  {
    title: ['Barcode payment', '付款碼支付', '付款码支付'],
    purpose: [
      'Charges the wallet whose payment code the buyer shows.',
      '收銀員掃描買家出示的付款碼，從其錢包收款。',
      '收银员扫描买家出示的付款码，从其钱包收款。',
    ],
    notes: [
      [
        'The result may be UNKNOW, for example while the buyer enters the password. Then query until the trade is paid or closed, and cancel it when the till’s time limit has passed.',
        '結果可能為 UNKNOW（例如買家正在輸入密碼）。此時應輪詢，直至交易已付款或已關閉；超過收銀時限則撤銷。',
        '结果可能为 UNKNOW（例如买家正在输入密码）。此时应轮询，直至交易已付款或已关闭；超过收银时限则撤销。',
      ],
      [
        'The same request with the same partner_trans_id does not charge twice: it gets the result of the first one.',
        '以同一 partner_trans_id 重發相同請求不會重複扣款，只會返回原有結果。',
        '以同一 partner_trans_id 重发相同请求不会重复扣款，只会返回原有结果。',
      ],
    ],
    request: {
      notify_url: [
        'Address to which the result is also sent. Without it, query.',
        '接收交易結果通知的網址；不傳則須主動查詢。',
        '接收交易结果通知的网址；不传则须主动查询。',
      ],
      alipay_seller_id: [
        'The seller; must equal partner.',
        '賣家號，必須與 partner 相同。',
        '卖家号，必须与 partner 相同。',
      ],
      quantity: common.pieces,
      trans_name: [
        'What was bought; appears in the buyer’s records.',
        '商品名稱，會顯示於買家的交易記錄。',
        '商品名称，会显示在买家的交易记录中。',
      ],
      partner_trans_id: [
        'The partner’s order id, unique for the partner. A repeated request uses it again.',
        '商戶訂單號，同一商戶下不可重複；重發請求時須沿用。',
        '商户订单号，同一商户下不可重复；重发请求时须沿用。',
      ],
      trans_currency: [
        'Currency of the price if it differs from the settlement currency: MOP, TWD or CNY.',
        '標價貨幣，與結算貨幣不同時傳入：MOP、TWD 或 CNY。',
        '标价币种，与结算币种不同时传入：MOP、TWD 或 CNY。',
      ],
      currency: [
        'Settlement currency; also the currency of the price unless trans_currency is sent. HK: HKD.',
        '結算貨幣；未傳 trans_currency 時亦為標價貨幣。香港合約只可為 HKD。',
        '结算币种；未传 trans_currency 时也是标价币种。香港合同只能为 HKD。',
      ],
      trans_amount: [
        'The price. JPY and KRW have no decimals.',
        '交易金額。JPY 及 KRW 不設小數。',
        '交易金额。JPY 和 KRW 没有小数。',
      ],
      buyer_identity_code: [
        'The payment code as scanned: 16 to 24 digits; the first two are 25 to 30.',
        '掃描所得的付款碼：16 至 24 位數字，首兩位為 25 至 30。',
        '扫描所得的付款码：16 至 24 位数字，前两位为 25 至 30。',
      ],
      identity_code_type: [
        'How the code was read; in any letter case.',
        '付款碼的讀取方式，不分大小寫。',
        '付款码的读取方式，不区分大小写。',
      ],
      trans_create_time: [
        'Time at which the partner created the order, GMT+8.',
        '商戶建立訂單的時間（GMT+8）。',
        '商户创建订单的时间（GMT+8）。',
      ],
      memo: ['Remark.', '備註。', '备注。'],
      biz_product: common.product,
      extend_info: common.whereSold,
      trade_information: common.goodsInDetail,
    },
    reply: {
      result_code: [
        'SUCCESS: paid. FAILED: not paid. UNKNOW: the outcome is unknown; query.',
        'SUCCESS：已付款；FAILED：未付款；UNKNOW：結果未明，請查詢。',
        'SUCCESS：已付款；FAILED：未付款；UNKNOW：结果未明，请查询。',
      ],
      error: common.why,
      alipay_buyer_login_id: common.buyersLogin,
      alipay_buyer_user_id: common.buyersId,
      partner_trans_id: common.asInRequest,
      alipay_trans_id: common.ourId,
      alipay_pay_time: ['Time of payment, GMT+8.', '付款時間（GMT+8）。', '付款时间（GMT+8）。'],
      currency: common.asInRequest,
      trans_amount: common.asInRequest,
      exchange_rate: common.cnyPerUnit,
      trans_amount_cny: common.paidInCny,
      m_discount_forex_amount: common.promotion,
      payment_inst: common.walletKind,
    },
    shown: ['extend_info'],
  };

export const precreateTexts: ServiceTexts<
  typeof precreate.requestFields,
  typeof precreate.replyFields
> = {
  title: ['Pre-order', '預下單', '预下单'],
  purpose: [
    'Creates an order and the QR code that a buyer scans to pay it.',
    '建立訂單並返回二維碼，由買家掃碼付款。',
    '创建订单并返回二维码，由买家扫码付款。',
  ],
  notes: [
    [
      'A trade exists only once a buyer has scanned the code. Until then a query answers TRADE_NOT_EXIST.',
      '買家掃碼後交易才會產生；在此之前查詢會返回 TRADE_NOT_EXIST。',
      '买家扫码后交易才会产生；在此之前查询会返回 TRADE_NOT_EXIST。',
    ],
    [
      'The order expires when the earlier of it_b_pay and qr_code_it_b_pay ends; after two hours if neither is sent.',
      '訂單於 it_b_pay 與 qr_code_it_b_pay 兩者中較早的時限失效；兩者均未傳則為兩小時。',
      '订单在 it_b_pay 与 qr_code_it_b_pay 两者中较早的时限失效；两者均未传则为两小时。',
    ],
  ],
  request: {
    notify_url: [
      'Address that is notified of the payment. Without it, query.',
      '接收付款通知的網址；不傳則須主動查詢。',
      '接收付款通知的网址；不传则须主动查询。',
    ],
    timestamp: common.requestTime,
    terminal_timestamp: common.terminalTime,
    out_trade_no: [
      'The partner’s order id; other services call it partner_trans_id.',
      '商戶訂單號；部分接口稱為 partner_trans_id。',
      '商户订单号；部分接口称为 partner_trans_id。',
    ],
    subject: [
      'What is sold; shown to the buyer.',
      '商品標題，會顯示給買家。',
      '商品标题，会显示给买家。',
    ],
    product_code: common.product,
    trans_currency: ['Currency of the price.', '標價貨幣。', '标价币种。'],
    currency: [
      'Settlement currency. HK: HKD.',
      '結算貨幣。香港合約只可為 HKD。',
      '结算币种。香港合同只能为 HKD。',
    ],
    total_fee: [
      'The total, in trans_currency.',
      '訂單總額，以 trans_currency 計。',
      '订单总额，以 trans_currency 计。',
    ],
    seller_id: [
      'The seller; must equal partner, which is the default.',
      '賣家號，必須與 partner 相同；不傳即為 partner。',
      '卖家号，必须与 partner 相同；不传即为 partner。',
    ],
    seller_email: ['Login of the seller.', '賣家的登入帳號。', '卖家的登录账号。'],
    body: common.orderDetails,
    show_url: ['Web page of the goods.', '商品頁面的網址。', '商品页面的网址。'],
    price: [
      'Price of one piece. If quantity is sent too, price × quantity must be the total.',
      '單價；同時傳入 quantity 時，單價 × 數量須等於總額。',
      '单价；同时传入 quantity 时，单价 × 数量须等于总额。',
    ],
    quantity: common.pieces,
    goods_detail: ['The goods, at most 50.', '商品清單，最多 50 項。', '商品列表，最多 50 项。'],
    extend_params: common.whereSold,
    it_b_pay: [
      'How long the unpaid order is valid: minutes (m), hours (h), days (d), or 1c, the rest of the day.',
      '未付款訂單的有效時間：分鐘（m）、小時（h）、天（d），或 1c（當天結束為止）。',
      '未付款订单的有效时间：分钟（m）、小时（h）、天（d），或 1c（到当天结束）。',
    ],
    qr_code_it_b_pay: [
      'How long the QR code is valid, in the same form.',
      '二維碼的有效時間，格式同上。',
      '二维码的有效时间，格式同上。',
    ],
    passback_parameters: [
      'Returned in the notification as extra_common_param.',
      '回傳參數，於通知中以 extra_common_param 原樣返回。',
      '回传参数，在通知中以 extra_common_param 原样返回。',
    ],
    trade_information: common.goodsInDetail,
  },
  reply: {
    result_code: [
      'SUCCESS: the order can be scanned.',
      'SUCCESS：訂單已建立，可供掃碼。',
      'SUCCESS：订单已创建，可供扫码。',
    ],
    out_trade_no: common.asInRequest,
    voucher_type: ['Kind of code.', '憑證類型。', '凭证类型。'],
    qr_code: ['Text of the QR code.', '二維碼的內容。', '二维码的内容。'],
    pic_url: [
      'Address of its image, medium size.',
      '二維碼圖片的網址（中）。',
      '二维码图片的网址（中）。',
    ],
    small_pic_url: [
      'Address of its image, small.',
      '二維碼圖片的網址（小）。',
      '二维码图片的网址（小）。',
    ],
    big_pic_url: [
      'Address of its image, large.',
      '二維碼圖片的網址（大）。',
      '二维码图片的网址（大）。',
    ],
    ...common.refusalInDetail,
  },
  shown: ['notify_url', 'it_b_pay'],
};
