import type { Asked, Said } from './messages.ts';

/** Asks a worker of its own, which ends with the answer; `stop` ends it before. */
export function askWorker(asked: Asked): {
  readonly said: Promise<Said>;
  readonly stop: () => void;
} {
  const worker = new Worker(new URL('./worker/portal-reconcile.ts', import.meta.url), {
    type: 'module',
  });
  const said = new Promise<Said>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => resolve(data));
    worker.addEventListener('error', ({ message }) => reject(new Error(message)));
  });
  const stop = () => worker.terminate();
  void said.then(stop, stop);
  worker.postMessage(asked);
  return { said, stop };
}
