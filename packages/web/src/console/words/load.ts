import { type Catalogue, type Language, loadSharedWords, openWords } from '../../shared/index.ts';

async function ownWords(language: Language): Promise<Catalogue> {
  if (language === 'zh-HK') return (await import('./zh-hk.ts')).zhHk;
  if (language === 'zh-CN') return (await import('./zh-cn.ts')).zhCn;
  return (await import('./en.ts')).en;
}

/** All words of the console in a language. */
export async function loadWords(language: Language) {
  const [shared, own] = await Promise.all([loadSharedWords(language), ownWords(language)]);
  return openWords(language, shared, own);
}
