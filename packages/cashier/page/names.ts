import type { TillView, Words } from '@sampan/cashier/api';
import type { Language } from '@sampan/web/shared';

/** A text of the till in the language of the page. */
export function inLanguage(words: Words, language: Language): string {
  if (language === 'zh-HK') return words.zhHant;
  return language === 'zh-CN' ? words.zhHans : words.en;
}

/** How the server names a language. */
export const languageKey = (language: Language): keyof Words =>
  language === 'zh-HK' ? 'zhHant' : language === 'zh-CN' ? 'zhHans' : 'en';

/** The name that people know a wallet by; its code when the till has none. */
export function walletName(
  till: TillView | undefined,
  inst: string | undefined,
  language: Language,
): string {
  const known = till?.wallets.find((wallet) => wallet.inst === inst);
  return known ? inLanguage(known.name, language) : (inst ?? '');
}

/** The tail of a masked account: `•••• 4567`. */
export const maskedTail = (masked: string | undefined): string | undefined => {
  const tail = /(\d{2,4})$/.exec(masked ?? '')?.[1];
  return tail === undefined ? undefined : `•••• ${tail}`;
};
