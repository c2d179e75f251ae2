/** The design page: every shared part in every state, in both themes, brands and all languages. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { languageFor, loadSharedWords, openWords } from '../shared/index.ts';
import { DesignPage } from './design-page.tsx';

const language = languageFor([new URLSearchParams(location.search).get('lang') ?? 'en']);
const words = openWords(language, await loadSharedWords(language));
document.documentElement.lang = language;
const root = document.getElementById('page');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <DesignPage words={words} />
    </StrictMode>,
  );
}
