import type { Translated } from '../../../shared/words/words.tsx';
import type { frame as english } from '../en/frame.ts';

export const frame: Translated<typeof english> = {
  'app.name': '檢查器',
  'app.world': '世界',
  'app.worldNamed': '世界 {world}',
  'app.language': '語言',
  'app.pages': '頁面',
  'app.loading': '頁面',
  'app.exchanges': '往來',
  'app.scenarios': '情境',
  'app.acceptance': '驗收',
  'app.advice': '建議',
  'app.build': '建立請求',
  'app.zone': 'GMT+8',
  'app.keys': '按鍵：/ 搜尋，j、k 上下移動，Enter 開啟，Esc 返回',
  'app.noWorld': '沒有名為 {world} 的世界。',
  'app.toMain': '前往世界 main',
};
