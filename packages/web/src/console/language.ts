import { createContext, useContext } from 'react';
import type { Language } from '../shared/index.ts';

export interface ChosenLanguage {
  readonly language: Language;
  readonly choose: (language: Language) => Promise<void>;
}

export const LanguageContext = createContext<ChosenLanguage>({
  language: 'en',
  choose: async () => undefined,
});

/** The language of the pages, and how to change it. */
export const useLanguage = (): ChosenLanguage => useContext(LanguageContext);
