import type { Language } from '@sampan/web/shared';
import { spokenMoney } from './spoken-amount.ts';

/** Which voice speaks: Cantonese for Hong Kong, or else English. Mandarin never stands in for Cantonese. */
export function voiceFor(
  language: Language,
  voices: readonly { readonly lang: string }[],
): { readonly language: Language; readonly voice: string } {
  const has = (pattern: RegExp) =>
    voices.find(({ lang }) => pattern.test(lang.replace('_', '-')))?.lang;
  if (language === 'zh-HK') {
    const voice = has(/^(?:zh-HK|yue)\b/i);
    if (voice !== undefined) return { language, voice };
  }
  if (language === 'zh-CN') {
    const voice = has(/^(?:zh-CN|zh-Hans|cmn)\b/i);
    if (voice !== undefined) return { language, voice };
  }
  return { language: 'en', voice: has(/^en\b/i) ?? 'en' };
}

/** `Ferry: forty-six dollars received` */
export function paidSentence(
  { amount, currency, wallet }: { amount: string; currency: string; wallet: string },
  language: Language,
): string {
  const money = spokenMoney(amount, currency, language) ?? `${amount} ${currency}`;
  if (language === 'zh-HK') return wallet === '' ? `收到${money}` : `${wallet}錢包，收到${money}`;
  if (language === 'zh-CN') return wallet === '' ? `到账，${money}` : `${wallet}钱包到账，${money}`;
  return wallet === '' ? `${money} received` : `${wallet}: ${money} received`;
}
