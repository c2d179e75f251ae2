import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { asLanguage, type Language, type openWords, WordsProvider } from '../shared/index.ts';
import { LanguageContext } from './language.ts';
import { openQueries } from './queries.ts';
import { remembered } from './remembered.ts';
import { openRouter } from './router.tsx';
import { loadWords } from './words/load.ts';

type Words = ReturnType<typeof openWords>;

/** The whole console in a language, which may change while it runs. */
export function Root({ firstWords }: { readonly firstWords: Words }) {
  const [words, setWords] = useState(firstWords);
  const [queries] = useState(openQueries);
  const [router] = useState(openRouter);
  const language = asLanguage(words.locale);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = async (next: Language) => {
    setWords(await loadWords(next));
    remembered.keepLanguage(next);
  };
  return (
    <QueryClientProvider client={queries}>
      <WordsProvider words={words}>
        <LanguageContext value={{ language, choose }}>
          <RouterProvider router={router} />
        </LanguageContext>
      </WordsProvider>
    </QueryClientProvider>
  );
}
