import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { remembered } from './remembered.ts';
import { Root } from './root.tsx';
import { applyTheme } from './theme.ts';
import { loadWords } from './words/load.ts';

applyTheme(remembered.theme());
const words = await loadWords(remembered.language());
const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <StrictMode>
      <Root firstWords={words} />
    </StrictMode>,
  );
}
