/** Headings and words of the reference pages, in every language. */
import type { Presence } from '../src/index.ts';
import type { Text } from '../src/reference/index.ts';

export const words = {
  reference: ['Wire reference', '接口參考', '接口参考'],
  services: ['Services', '接口', '接口'],
  requests: ['Requests and replies', '請求與返回', '请求与返回'],
  notifications: ['Notifications', '異步通知', '异步通知'],
  files: ['Files', '對賬檔案', '对账文件'],
  errors: ['Error codes', '錯誤碼', '错误码'],
  otherApis: ['JSON APIs', 'JSON 接口', 'JSON 接口'],
  service: ['Service', '接口名稱', '接口名称'],
  name: ['Name', '名稱', '名称'],
  shortName: ['Short name', '簡稱', '简称'],
  contracts: ['Contracts', '合約', '合同'],
  purpose: ['Purpose', '用途', '用途'],
  parameters: ['Parameters', '請求參數', '请求参数'],
  reply: ['Reply', '返回欄位', '返回字段'],
  plainReply: [
    'The reply is plain text; see the example.',
    '返回純文字，見示例。',
    '返回纯文本，见示例。',
  ],
  noParameters: [
    'None besides those of every request.',
    '除公共參數外沒有其他參數。',
    '除公共参数外没有其他参数。',
  ],
  example: ['Example', '示例', '示例'],
  parameter: ['Parameter', '參數', '参数'],
  field: ['Field', '欄位', '字段'],
  element: ['Element', '元素', '元素'],
  column: ['Column', '欄', '列'],
  type: ['Type', '類型', '类型'],
  hk: ['HK', '香港', '香港'],
  global: ['Global', '全球', '全球'],
  meaning: ['Meaning', '說明', '说明'],
  code: ['Code', '錯誤碼', '错误码'],
  todo: ['What to do', '處理方法', '处理方法'],
  retry: ['Send again?', '可否重發', '可否重发'],
  outcome: ['Outcome', '業務結果', '业务结果'],
  level: ['Listed for', '所屬', '所属'],
  gateway: ['gateway', '網關', '网关'],
  signingString: ['Signing string', '待簽名字串', '待签名字符串'],
  request: ['Request', '請求', '请求'],
  transactionFile: ['Transaction file', '交易檔案', '交易文件'],
  settlementFile: ['Settlement file', '結算檔案', '结算文件'],
  rateFile: ['Rate file', '匯率檔案', '汇率文件'],
  fields: ['Fields', '欄位', '字段'],
  verify: ['How to verify', '驗證方法', '验证方法'],
  answer: ['How to answer', '應答方法', '应答方法'],
  schedule: ['Retry schedule', '重發時間', '重发时间'],
  signing: ['Signing', '簽名', '签名'],
  commonParameters: ['Common parameters', '公共請求參數', '公共请求参数'],
  envelope: ['XML reply', 'XML 返回', 'XML 返回'],
  also: ['Also read as', '亦可寫作', '也可写作'],
  delivery: ['Delivery', '次數', '次数'],
  after: ['After the previous one', '距上一次', '距上一次'],
} as const satisfies Record<string, Text>;

export const presenceWords: Readonly<Record<Presence, Text>> = {
  required: ['required', '必填', '必填'],
  optional: ['optional', '選填', '选填'],
  absent: ['–', '–', '–'],
};

/** Of a reply. */
export const returnWords: Readonly<Record<Presence, Text>> = {
  required: ['always', '一定返回', '一定返回'],
  optional: ['optional', '可能返回', '可能返回'],
  absent: ['–', '–', '–'],
};

export const outcomeWords = {
  unknown: ['unknown', '未明', '未明'],
  final: ['nothing happened', '未發生', '未发生'],
  'already-done': ['done before', '早已完成', '早已完成'],
} as const satisfies Record<string, Text>;

export const languageNames = {
  en: 'English',
  'zh-Hant': '繁體中文',
  'zh-Hans': '简体中文',
} as const;
