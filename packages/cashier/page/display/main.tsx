import { loadSharedWords, openWords, WordsProvider } from '@sampan/web/shared';
import { createRoot } from 'react-dom/client';
import { DisplayPage } from './display-page.tsx';

const words = openWords('en', await loadSharedWords('en'));
const root = document.getElementById('page');
if (root) {
  createRoot(root).render(
    <WordsProvider words={words}>
      <DisplayPage />
    </WordsProvider>,
  );
}
