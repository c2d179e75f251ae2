import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { asLanguage, type Language, type openWords, WordsProvider } from '../shared/index.ts';
import { NoAnswer } from './api/client.ts';
import { LanguageContext } from './language.ts';
import { remembered } from './remembered.ts';
import { openRouter } from './router.tsx';
import { loadWords } from './words/load.ts';

type Words = ReturnType<typeof openWords>;

const openQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => error instanceof NoAnswer && count < 2,
        retryDelay: 1_000,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

/** The whole inspector in a language, which may change while it runs. */
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
