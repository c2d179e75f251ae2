import type { Translated } from '../../../shared/words/words.tsx';
import type { frame as english } from '../en/frame.ts';

export const frame: Translated<typeof english> = {
  'app.name': '检查器',
  'app.world': '世界',
  'app.worldNamed': '世界 {world}',
  'app.language': '语言',
  'app.pages': '页面',
  'app.loading': '页面',
  'app.exchanges': '往来',
  'app.scenarios': '情境',
  'app.acceptance': '验收',
  'app.advice': '建议',
  'app.build': '构建请求',
  'app.zone': 'GMT+8',
  'app.keys': '按键：/ 搜索，j、k 上下移动，Enter 打开，Esc 返回',
  'app.noWorld': '没有名为 {world} 的世界。',
  'app.toMain': '前往世界 main',
};
