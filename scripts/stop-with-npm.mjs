/**
 * Ends this process when npm, which started it, is ended.
 *
 * npm starts a script through a shell. A SIGTERM to npm ends npm and the shell, and the script would
 * live on without a parent, holding its ports.
 */
export function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
}
