/** What the device is set to: its language and its sound. */
import {
  asLanguage,
  type Language,
  languageFor,
  loadSharedWords,
  openWords,
  WordsProvider,
} from '@sampan/web/shared';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { remember, remembered } from '../store/remember.system.ts';
import { loadTillWords } from '../words/load.ts';

interface Settings {
  readonly sound: boolean;
  setSound(on: boolean): void;
  readonly language: Language;
  setLanguage(language: Language): void;
}

const Context = createContext<Settings | undefined>(undefined);

export function useSettings(): Settings {
  const settings = useContext(Context);
  if (!settings) throw new Error('the page has no settings around it');
  return settings;
}

export type LoadedWords = ReturnType<typeof openWords>;

export async function loadWords(language: Language): Promise<LoadedWords> {
  const catalogues = await Promise.all([loadSharedWords(language), loadTillWords(language)]);
  return openWords(language, ...catalogues);
}

export const firstLanguage = (): Language => {
  const own = remembered('language');
  return own === undefined ? languageFor(navigator.languages) : asLanguage(own);
};

export function SettingsProvider({
  words: first,
  children,
}: {
  readonly words: LoadedWords;
  readonly children: ReactNode;
}) {
  const [words, setWords] = useState(first);
  const [sound, setSound] = useState(remembered('sound') !== 'off');
  const language = asLanguage(words.locale);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const settings = useMemo<Settings>(
    () => ({
      sound,
      setSound(on) {
        remember('sound', on ? 'on' : 'off');
        setSound(on);
      },
      language,
      setLanguage(next) {
        remember('language', next);
        void loadWords(next).then(setWords);
      },
    }),
    [sound, language],
  );
  return (
    <Context value={settings}>
      <WordsProvider words={words}>{children}</WordsProvider>
    </Context>
  );
}
