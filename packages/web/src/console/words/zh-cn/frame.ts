/** Words of the frame of every page. */
import type { Translated } from '../../../shared/words/words.tsx';
import type { frame as english } from '../en/frame.ts';

export const frame: Translated<typeof english> = {
  'app.name': '控制台',
  'app.menu': '菜单',
  'app.pages': '页面',
  'app.page': '页面',
  'app.times': '时间为 GMT+8',
  'app.zone': '时间为 GMT+8',
  'app.sandbox': '沙盒，不涉及真实资金',
  'app.language': '语言',
  'app.theme': '外观',
  'app.theme.system': '跟随系统',
  'app.theme.light': '浅色',
  'app.theme.dark': '深色',
  'app.table': '表格',
  'app.more': '显示更多',
  'app.nothing': '没有符合的结果。',
  'app.leave': '保持不变',
  'section.money': '资金',
  'nav.jobs': '任务与日结',
  'nav.partners': '商户',
  'nav.wallets': '钱包',
  'nav.ledger': '分类账',
  'nav.settlement': '结算与打款',
  'nav.rates': '汇率与日历',
  'nav.audit': '审计',
};
