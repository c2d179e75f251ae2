/** The paragraphs of the reference pages, in every language. */
import type { Text } from '../src/reference/index.ts';

export const prose = {
  index: [
    'Every service of the gateway, its notifications, files and error codes, for both contracts. `sampan services NAME` shows a service in the terminal. Where the official documents are silent, [protocol decisions](../protocol-decisions.md) says how this gateway reads them.',
    '本頁列出支付網關的全部接口、異步通知、對賬檔案及錯誤碼，涵蓋兩種合約。在終端機執行 `sampan services NAME` 可查看單個接口。官方文件未有說明之處，處理方式見 [protocol decisions](../../protocol-decisions.md)（英文）。',
    '本页列出支付网关的全部接口、异步通知、对账文件和错误码，涵盖两种合同。在终端执行 `sampan services NAME` 可查看单个接口。官方文档未说明之处，处理方式见 [protocol decisions](../../protocol-decisions.md)（英文）。',
  ],
  contracts: [
    'HK is the contract of Hong Kong merchants, in HKD, for AlipayHK and Alipay wallets. Global is the standard cross-border contract, in many currencies, for Alipay wallets. The partner’s id determines the contract; service names are the same.',
    '香港合約適用於香港商戶，以港元結算，接受 AlipayHK 及支付寶錢包；全球合約為標準跨境合約，支援多種結算貨幣，接受支付寶錢包。合約由商戶號決定，兩者的接口名稱相同。',
    '香港合同适用于香港商户，以港元结算，接受 AlipayHK 和支付宝钱包；全球合同为标准跨境合同，支持多种结算币种，接受支付宝钱包。合同由商户号决定，两者的接口名称相同。',
  ],
  apis: [
    'Our own JSON APIs have pages of their own:',
    '本系統另有 JSON 接口，說明為英文：',
    '本系统另有 JSON 接口，说明为英文：',
  ],
  requests: [
    'A request is a POST of an HTML form, or a GET. `_input_charset` belongs in the query string, because the gateway must know the charset before it reads the body. The HTTP status is 200 for refusals too.',
    '以 POST 表單或 GET 發送請求。`_input_charset` 應放在網址的查詢字串中，因為網關讀取表單前須先知道字元編碼。被拒絕的請求，HTTP 狀態亦為 200。',
    '以 POST 表单或 GET 发送请求。`_input_charset` 应放在网址的查询字符串中，因为网关读取表单前须先知道字符编码。被拒绝的请求，HTTP 状态也是 200。',
  ],
  signing: [
    'Take all parameters except `sign` and `sign_type`, and leave out empty ones. Sort them by name in ASCII order and join them as `name=value` with `&`, with the raw values, before URL encoding. MD5: append the key directly and hash the bytes in the charset of the request. RSA, RSA2: sign those bytes with the private key.',
    '取 `sign` 與 `sign_type` 以外的全部參數，去掉空值，按參數名的 ASCII 順序排列，以 `name=value` 形式用 `&` 連接；一律使用 URL 編碼前的原值。MD5：在字串後直接接上密鑰，按請求的字元編碼轉成位元組再計算摘要。RSA、RSA2：以私鑰對上述位元組（不含密鑰）簽名。',
    '取 `sign` 与 `sign_type` 以外的全部参数，去掉空值，按参数名的 ASCII 顺序排列，以 `name=value` 形式用 `&` 连接；一律使用 URL 编码前的原值。MD5：在字符串后直接接上密钥，按请求的字符编码转成字节再计算摘要。RSA、RSA2：以私钥对上述字节（不含密钥）签名。',
  ],
  envelope: [
    'The signature of a reply covers the fields inside `response` in the same way. A refusal of the gateway is not signed: nothing may be booked on it.',
    '返回結果以相同方法簽名，只涵蓋 `response` 內的欄位。網關的拒絕沒有簽名，不可據此記賬。',
    '返回结果以相同方法签名，只涵盖 `response` 内的字段。网关的拒绝没有签名，不可据此记账。',
  ],
  exampleKey: [
    'Signed with the published test key KEY, which opens nothing.',
    '以公開的測試密鑰 KEY 簽名，此密鑰不能用於任何實際帳戶。',
    '以公开的测试密钥 KEY 签名，此密钥不能用于任何实际账户。',
  ],
  brokenLines: [
    'Shown with line breaks that the gateway does not send.',
    '為便於閱讀加入了換行，實際返回沒有換行。',
    '为便于阅读加入了换行，实际返回没有换行。',
  ],
  gatewayErrors: [
    'Every service can also be refused by the gateway, before its business begins; see [error codes](LINK).',
    '任何接口都可能在處理業務前被網關拒絕，見[錯誤碼](LINK)。',
    '任何接口都可能在处理业务前被网关拒绝，见[错误码](LINK)。',
  ],
  noErrors: [
    'It has no error codes of its own.',
    '此接口沒有專屬的錯誤碼。',
    '此接口没有专属的错误码。',
  ],
  errors: [
    '“Outcome” is what a program may conclude. Unknown: neither book nor forget; query, or repeat with the same id. Nothing happened: the request had no effect. Done before: the requested effect already exists. The page of a service may give more precise advice. The documents list more codes than this gateway answers; a program should understand all of them.',
    '「業務結果」是程式可據以判斷的狀態。未明：既不可入賬，也不可放棄，須查詢或以原編號重發。未發生：請求沒有產生效果。早已完成：所請求的結果早已存在。個別接口的處理方法以該接口頁面為準。官方文件列出的錯誤碼多於本網關實際返回的，程式應能識別全部。',
    '“业务结果”是程序可据以判断的状态。未明：既不可入账，也不可放弃，须查询或以原编号重发。未发生：请求没有产生效果。早已完成：所请求的结果早已存在。个别接口的处理方法以该接口页面为准。官方文档列出的错误码多于本网关实际返回的，程序应能识别全部。',
  ],
  notifications: [
    'The gateway reports a payment, and the success of an asynchronous refund, to the `notify_url` of the request, as a POST of a form in the request’s charset. The HK barcode payment sends none. A notification may be late, repeated or lost: query when none arrives.',
    '付款成功及異步退款成功後，網關會以 POST 表單通知請求中的 `notify_url`，字元編碼與請求相同。香港合約的付款碼支付不發通知。通知可能延遲、重複或遺失；收不到時請主動查詢。',
    '付款成功及异步退款成功后，网关会以 POST 表单通知请求中的 `notify_url`，字符编码与请求相同。香港合同的付款码支付不发通知。通知可能延迟、重复或丢失；收不到时请主动查询。',
  ],
  answer: [
    'Answer with HTTP status 200 and the body `success`, nothing else. Any other answer, a redirect or a time-out counts as not received, and the gateway sends the notification again.',
    '以 HTTP 狀態 200 應答，內容只有 `success`。其他內容、重新導向或逾時均視為未收到，網關會再次發送。',
    '以 HTTP 状态 200 应答，内容只有 `success`。其他内容、重定向或超时均视为未收到，网关会再次发送。',
  ],
  schedule: [
    'Eight deliveries within about 25 hours, each with the same `notify_id` and its own `notify_time`:',
    '約 25 小時內最多發送八次，`notify_id` 不變，`notify_time` 每次不同：',
    '约 25 小时内最多发送八次，`notify_id` 不变，`notify_time` 每次不同：',
  ],
  files: [
    'Files are UTF-8 text without a byte order mark, lines end with LF, cells are separated by a vertical bar. They are made at 09:00 (GMT+8) on the following day and fetched by SFTP. Find columns by name: generations with other numbers of columns exist. Amounts are never negative, except a net amount below its fee; the type of a row gives the direction.',
    '檔案為不帶 BOM 的 UTF-8 文字，每行以 LF 結尾，各欄以「|」分隔；於翌日 09:00（GMT+8）產生，經 SFTP 下載。請按欄名讀取，因為不同版本的欄數不一。除金額小於手續費時的淨額外，金額均不為負數；方向以該行的類型為準。',
    '文件为不带 BOM 的 UTF-8 文本，每行以 LF 结尾，各列以“|”分隔；在次日 09:00（GMT+8）生成，经 SFTP 下载。请按列名读取，因为不同版本的列数不一。除金额小于手续费时的净额外，金额均不为负数；方向以该行的类型为准。',
  ],
  transactionFile: [
    '`PID_transaction_YYYYMMDD.txt`: all payments, refunds and cancels of a business day. Line 1 is a header with the number of rows, line 2 names the columns: 17 (HK) or 15 (global). An older generation has the first 8 only.',
    '`PID_transaction_YYYYMMDD.txt`：一個營業日內的全部付款、退款及撤銷。第一行為檔頭（含筆數），第二行為欄名：香港 17 欄，全球 15 欄；舊版本只有首 8 欄。',
    '`PID_transaction_YYYYMMDD.txt`：一个营业日内的全部付款、退款和撤销。第一行为文件头（含笔数），第二行为列名：香港 17 列，全球 15 列；旧版本只有前 8 列。',
  ],
  settlementFile: [
    '`PID_settlement_YYYYMMDD.txt`: what was paid out on that day; every transaction is in exactly one. Line 1 names the columns: 20 (HK) or 21 (global). A cancelled order has a P row and an R row.',
    '`PID_settlement_YYYYMMDD.txt`：當日結算的明細，每筆交易只會在一個檔案中出現。第一行為欄名：香港 20 欄，全球 21 欄。已撤銷的訂單有一行 P 及一行 R。',
    '`PID_settlement_YYYYMMDD.txt`：当日结算的明细，每笔交易只会在一个文件中出现。第一行为列名：香港 20 列，全球 21 列。已撤销的订单有一行 P 和一行 R。',
  ],
  rateFile: [
    'The reply of [forex_rate_file](LINK): no header, one line per currency, ending with a vertical bar.',
    '[forex_rate_file](LINK) 的返回內容：沒有檔頭，每種貨幣一行，行尾有「|」。',
    '[forex_rate_file](LINK) 的返回内容：没有文件头，每种币种一行，行尾有“|”。',
  ],
} as const satisfies Record<string, Text>;

/** How a receiver verifies a notification, step by step. */
export const verifySteps: readonly Text[] = [
  [
    'Decode the form in its charset. Take all fields except `sign` and `sign_type`, unknown ones included; leave out empty ones, sort, join, and verify `sign` as for a request, with the MD5 key or the gateway’s public key.',
    '按字元編碼解開表單，取 `sign` 與 `sign_type` 以外的全部欄位（包括未知欄位），去掉空值、排序、連接，方法與請求相同；以 MD5 密鑰或網關公鑰驗證 `sign`。',
    '按字符编码解开表单，取 `sign` 与 `sign_type` 以外的全部字段（包括未知字段），去掉空值、排序、连接，方法与请求相同；以 MD5 密钥或网关公钥验证 `sign`。',
  ],
  [
    'Compare `out_trade_no`, `total_fee` and `seller_id` with your own order.',
    '核對 `out_trade_no`、`total_fee` 及 `seller_id` 是否與自己的訂單一致。',
    '核对 `out_trade_no`、`total_fee` 和 `seller_id` 是否与自己的订单一致。',
  ],
  [
    'Process each `notify_id` once. Notifications may arrive out of order: a query decides.',
    '每個 `notify_id` 只處理一次。通知的先後次序可能顛倒，以查詢結果為準。',
    '每个 `notify_id` 只处理一次。通知的先后次序可能颠倒，以查询结果为准。',
  ],
];

/** The gaps between deliveries. */
export const gaps: readonly Text[] = [
  ['at once', '即時', '立即'],
  ['2 min', '2 分鐘', '2 分钟'],
  ['10 min', '10 分鐘', '10 分钟'],
  ['10 min', '10 分鐘', '10 分钟'],
  ['1 h', '1 小時', '1 小时'],
  ['2 h', '2 小時', '2 小时'],
  ['6 h', '6 小時', '6 小时'],
  ['15 h', '15 小時', '15 小时'],
];
