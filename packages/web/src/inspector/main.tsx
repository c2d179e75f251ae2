import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { remembered } from './remembered.ts';
import { Root } from './root.tsx';
import { loadWords } from './words/load.ts';

const words = await loadWords(remembered.language());
const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <StrictMode>
      <Root firstWords={words} />
    </StrictMode>,
  );
}
