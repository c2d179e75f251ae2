import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { remembered } from './remembered.ts';
import { Root } from './root.tsx';
import { applyTheme } from './theme.ts';
import { loadWords } from './words/load.ts';

applyTheme(remembered.theme());
const words = await loadWords(remembered.language());
// Without network the app opens from what the service worker keeps; a browser without one needs the network.
if ('serviceWorker' in navigator && window.isSecureContext) {
  void navigator.serviceWorker.register('../sw.js').catch(() => undefined);
}
const page = document.getElementById('page');
if (page) {
  createRoot(page).render(
    <StrictMode>
      <Root firstWords={words} />
    </StrictMode>,
  );
}
