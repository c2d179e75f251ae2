/** What this browser remembers between visits: no token, no password, nothing of a trade. */
import { type Language, languageFor } from '../shared/index.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const nameOf = (what: string): string => `sampan-console-${what}`;

function read(what: string): string | undefined {
  try {
    return localStorage.getItem(nameOf(what)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A browser may refuse to store anything; then nothing is remembered. */
function write(what: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(nameOf(what));
    else localStorage.setItem(nameOf(what), text);
  } catch {
    // Nothing depends on it.
  }
}

export const remembered = {
  language: (): Language => languageFor([read('language') ?? '', ...navigator.languages]),
  keepLanguage: (language: Language) => write('language', language),
  theme: (): Theme => themes.find((theme) => theme === read('theme')) ?? 'system',
  keepTheme: (theme: Theme) => write('theme', theme === 'system' ? undefined : theme),
};
