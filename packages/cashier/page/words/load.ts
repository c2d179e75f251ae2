import type { Catalogue, Language } from '@sampan/web/shared';

export async function loadTillWords(language: Language): Promise<Catalogue> {
  if (language === 'zh-HK') return (await import('./zh-hk.ts')).zhHk;
  if (language === 'zh-CN') return (await import('./zh-cn.ts')).zhCn;
  return (await import('./en.ts')).en;
}
