/** Words of the frame of every page. */
import type { Translated } from '../../../shared/words/words.tsx';
import type { frame as english } from '../en/frame.ts';

export const frame: Translated<typeof english> = {
  'app.name': '主控台',
  'app.menu': '選單',
  'app.pages': '頁面',
  'app.page': '頁面',
  'app.times': '時間為 GMT+8',
  'app.zone': '時間為 GMT+8',
  'app.sandbox': '沙盒，不涉真實金錢',
  'app.language': '語言',
  'app.theme': '外觀',
  'app.theme.system': '跟隨系統',
  'app.theme.light': '淺色',
  'app.theme.dark': '深色',
  'app.table': '表格',
  'app.more': '顯示更多',
  'app.nothing': '沒有符合的結果。',
  'app.leave': '維持不變',
  'section.money': '款項',
  'nav.jobs': '工作與日結',
  'nav.partners': '商戶',
  'nav.wallets': '錢包',
  'nav.ledger': '分類賬',
  'nav.settlement': '結算及撥款',
  'nav.rates': '匯率與行事曆',
  'nav.audit': '審計',
};
