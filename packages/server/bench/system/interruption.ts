/** What is open and must not stay behind when a run is broken off: servers, databases, folders. */
const open = new Set<() => Promise<void>>();
let isWatching = false;

/** Answers a `close` that is also called, once, when the process is asked to stop. */
export function closedWhenInterrupted(close: () => Promise<void>): () => Promise<void> {
  watch();
  let closing: Promise<void> | undefined;
  const closeOnce = (): Promise<void> => {
    open.delete(closeOnce);
    closing ??= close();
    return closing;
  };
  open.add(closeOnce);
  return closeOnce;
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      Promise.allSettled([...open].map((close) => close())).then(() => process.exit(130));
    });
  }
}
