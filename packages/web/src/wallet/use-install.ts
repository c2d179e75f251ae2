import { useSyncExternalStore } from 'react';

/** The browser's own question, kept until the buyer wants it. Not every browser has one. */
interface InstallQuestion extends Event {
  prompt(): Promise<unknown>;
}

let question: InstallQuestion | undefined;
const listeners = new Set<() => void>();

const isQuestion = (event: Event): event is InstallQuestion => 'prompt' in event;

window.addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault();
  if (isQuestion(event)) question = event;
  for (const call of listeners) call();
});

const subscribe = (call: () => void) => {
  listeners.add(call);
  return () => void listeners.delete(call);
};

export function useInstall() {
  const canInstall = useSyncExternalStore(subscribe, () => question !== undefined);
  return {
    canInstall,
    isInstalled: window.matchMedia('(display-mode: standalone)').matches,
    install: () => void question?.prompt(),
  };
}
