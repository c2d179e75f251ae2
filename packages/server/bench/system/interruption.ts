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
  let isStopping = false;
  const stop = async (): Promise<void> => {
    // A terminal and npm may both send it: the second one changes nothing.
    if (isStopping) return;
    isStopping = true;
    await Promise.allSettled([...open].map((close) => close()));
    process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}
