import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';

/** The locks of this process. */
const held = new Set<string>();

/**
 * Lets one process at a time use a file: `PATH.lock` holds the number of its process and the name of
 * its machine or container. The lock of a process that was killed is taken over, also when this one
 * has the same number, as in a container that was started again. Whether a process of another
 * machine lives is not known here, so its lock stays. Answers the function that gives it back.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = resolve(`${path}.lock`);
  for (;;) {
    const handle = await open(lock, 'wx', 0o600).catch(unless('EEXIST'));
    if (handle) {
      held.add(lock);
      await handle.writeFile(`${process.pid} ${hostname()}`);
      await handle.close();
      return async () => {
        await rm(lock, { force: true });
        held.delete(lock);
      };
    }
    const holder = await readFile(lock, 'utf8').catch(unless('ENOENT'));
    // An empty lock is of a process that has just begun, or was killed there.
    const [pid = '', machine = ''] = holder?.split(' ') ?? [];
    const mayLive = pid === '' || machine !== hostname() || isRunning(Number(pid), lock);
    if (holder !== undefined && mayLive) {
      const who = pid === '' ? 'another process' : `process ${pid} of ${machine}`;
      throw new Error(`${path} is in use by ${who}; if that is not so, remove ${lock}`);
    }
    await rm(lock, { force: true });
  }
}

function isRunning(pid: number, lock: string): boolean {
  if (pid === process.pid) return held.has(lock);
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
