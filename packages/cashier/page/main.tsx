import { machine } from '@sampan/web/shared';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { firstLanguage, loadWords, SettingsProvider } from './frame/settings.tsx';
import { wakeSound } from './sound/sound.system.ts';
import { readAll, readTill } from './store/connection.ts';
import { dispatch, tillState } from './store/store.ts';

/** Asks for the till until it answers, each second, and says after two that it does not. */
async function begin(): Promise<void> {
  const started = machine.now();
  const attempt = async (): Promise<void> => {
    try {
      await readTill();
      if (tillState().till?.session) await readAll();
      dispatch({ is: 'beat' });
    } catch {
      if (machine.now() - started > 1_500) dispatch({ is: 'gone', at: machine.now() });
      machine.after(1_000, () => void attempt());
    }
  };
  await attempt();
}

const words = await loadWords(firstLanguage());
const root = document.getElementById('page');
if (root) {
  createRoot(root).render(
    <SettingsProvider words={words}>
      <App />
    </SettingsProvider>,
  );
}
window.addEventListener('pointerdown', wakeSound, { once: true });
window.addEventListener('keydown', wakeSound, { once: true });
void begin();
