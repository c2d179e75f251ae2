import type { Catalogue, Language } from './words.tsx';

/** Loads the shared words of a language; a page adds its own with `openWords`. */
export async function loadSharedWords(language: Language): Promise<Catalogue> {
  if (language === 'zh-HK') return (await import('./zh-hk.ts')).zhHk;
  if (language === 'zh-CN') return (await import('./zh-cn.ts')).zhCn;
  return (await import('./en.ts')).en;
}
