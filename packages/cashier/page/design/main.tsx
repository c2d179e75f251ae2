/** The design page of the till. It has no server: what is pressed here goes nowhere. */
import { createRoot } from 'react-dom/client';
import { loadWords, SettingsProvider } from '../frame/settings.tsx';
import { dispatch } from '../store/store.ts';
import { DesignPage } from './design-page.tsx';
import { recentExample, statusExample, tillExample } from './examples.ts';

dispatch({ is: 'till', till: tillExample });
dispatch({ is: 'status', status: statusExample });
dispatch({ is: 'recent', orders: recentExample });
dispatch({ is: 'gone', at: Date.parse('2026-11-26T12:04:31+08:00') });
dispatch({ is: 'beat' });
const words = await loadWords('en');
const root = document.getElementById('page');
if (root) {
  createRoot(root).render(
    <SettingsProvider words={words}>
      <DesignPage />
    </SettingsProvider>,
  );
}
