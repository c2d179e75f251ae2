import { open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { resolve } from 'node:path';

/** The locks of this process. */
const held = new Set<string>();

/** Another one after each start of the machine; empty where the system does not tell. */
const bootId = readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
  (text) => text.trim(),
  () => '',
);

/**
 * Lets one process at a time use a file: `PATH.lock` holds the number of its process, the name of its
 * machine or container, and which start of the machine it was. The lock of a process that was killed
 * is taken over, also when this one has the same number, as in a container that was started again, or
 * when another one has it after a power failure. Whether a process of another machine lives is not
 * known here, so its lock stays. Answers the function that gives it back.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = resolve(`${path}.lock`);
  for (;;) {
    const handle = await open(lock, 'wx', 0o600).catch(unless('EEXIST'));
    if (handle) {
      held.add(lock);
      await handle.writeFile(`${process.pid} ${hostname()} ${await bootId}`);
      // After a power failure an empty lock would look like one that has just begun.
      await handle.sync();
      await handle.close();
      return async () => {
        await rm(lock, { force: true });
        held.delete(lock);
      };
    }
    const holder = await readFile(lock, 'utf8').catch(unless('ENOENT'));
    // An empty lock is of a process that has just begun, or was killed there.
    const [pid = '', machine = '', boot = ''] = holder?.split(' ') ?? [];
    const isOfThisStart = boot === '' || boot === (await bootId);
    const mayLive =
      pid === '' || machine !== hostname() || (isOfThisStart && isRunning(Number(pid), lock));
    if (holder === undefined) continue;
    if (mayLive) {
      const who = pid === '' ? 'another process' : `process ${pid} of ${machine}`;
      throw new Error(`${path} is in use by ${who}; if that is not so, remove ${lock}`);
    }
    await takeAway(lock, holder);
  }
}

/**
 * Removes the lock of a dead process, one process at a time: another one that found it too must not
 * remove the lock that has taken its place since.
 */
async function takeAway(lock: string, deadHolder: string): Promise<void> {
  const unlock = await lockFile(lock);
  try {
    const holder = await readFile(lock, 'utf8').catch(unless('ENOENT'));
    if (holder === deadHolder && !held.has(lock)) await rm(lock, { force: true });
  } finally {
    await unlock();
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
