/** Words of refusals, each with what to do. */
import type { Translated } from '../../../shared/words/words.tsx';
import type { refusals as english } from '../en/refusals.ts';

export const refusals: Translated<typeof english> = {
  'refused.noAnswer': '服务器没有响应，无法确定是否完成。请重试，只计一次。',
  'refused.other': '服务器拒绝请求：{code}。请查阅此代码的说明。',
  'refused.account': '没有此账户。请从试算表选择。',
  'refused.transfer': '该请求已不存在。请重新加载页面。',
  'refused.dateToCome': '该日期尚未到来。请选择更早的日期。',
  'refused.dayNotOver': '该日尚未结束，将在午夜日结。',
  'refused.entry': '没有此分录。请从列表选择。',
  'refused.host': '管理端口只接受自身的名称。请用 127.0.0.1 打开。',
  'refused.field': '有字段不正确。请修改后再发送。',
  'refused.job': '服务器没有此任务。请重新加载页面。',
  'refused.jobWaits': '有数据库会话阻碍该任务。请结束该会话后再运行。',
  'refused.notReady': '数据库没有响应，恢复前会拒绝付款。请先检查数据库。',
  'refused.clocks': '本机与数据库的时间不一致。请用同一来源校准两者。',
  'refused.origin': '不接受其他网站的请求。请用控制台自身的网址打开。',
  'refused.partner': '没有此商户。请从列表选择。',
  'refused.source': '没有支付该货币的银行账户。请先设置：sampan payout source。',
  'refused.token': '您尚未登录。请先登录。',
  'refused.transferDone': '该请求已完成，不能拒绝。请重新加载页面。',
  'refused.transferRefused': '该请求已被拒绝。请重新加载页面。',
  'refused.wallet': '没有此钱包。请检查号码。',
};
