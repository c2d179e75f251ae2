import { open, readFile, rm } from 'node:fs/promises';

/**
 * Lets one process at a time use a file: `PATH.lock` holds the number of its process. The lock of a
 * process that was killed is taken over. Answers the function that gives it back.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  for (;;) {
    const handle = await open(lock, 'wx', 0o600).catch(unless('EEXIST'));
    if (handle) {
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(lock, { force: true });
    }
    const holder = await readFile(lock, 'utf8').catch(unless('ENOENT'));
    // An empty lock is of a process that has just begun, or was killed there.
    if (holder === '' || (holder !== undefined && isRunning(Number(holder)))) {
      const who = holder === '' ? 'another process' : `process ${holder}`;
      throw new Error(`${path} is in use by ${who}; if that is not so, remove ${lock}`);
    }
    await rm(lock, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user may not be asked, but is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const unless =
  (code: string) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
