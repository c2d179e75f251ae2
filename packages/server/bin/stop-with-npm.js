/**
 * Ends this process when npm, which started it, has ended.
 *
 * npm starts a program through a shell. A signal to npm alone ends npm, perhaps the shell, and never the
 * program, which would live on without a parent and hold its ports. So the program looks now and then
 * whether the shell and npm are still there, and sends itself a SIGTERM when they are not.
 *
 * A program that was meant to outlive them is left alone: one in a process group of its own (`setsid`,
 * `detached`, a job of a shell), one that `nohup` started, one that npm has not started.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @param {{ everyMs?: number }} options */
export function stopWithNpm({ everyMs = 250 } = {}) {
  const environment = process.env;
  const byNpm = environment.npm_lifecycle_event !== undefined || environment.npm_command === 'exec';
  if (!byNpm || isMeantToOutlive()) return;
  const parent = process.ppid;
  const starter = isShellCommand(parent) ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (starter === undefined || isStillChild(parent, starter))) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, everyMs);
  timer.unref();
}

/** `nohup` gives a program of a terminal an input that cannot be read. Nothing else does. */
export function isNohup() {
  if (process.platform !== 'linux') return false;
  const flags = /^flags:\s*([0-7]+)$/m.exec(read('/proc/self/fdinfo/0'))?.[1] ?? '0';
  const accessMode = 0b11;
  const writeOnly = 0b01;
  return (Number.parseInt(flags, 8) & accessMode) === writeOnly;
}

function isMeantToOutlive() {
  return isNohup() || processOf(process.pid).group === process.pid;
}

/** A shell that runs one command line; an interactive one belongs to a user, not to npm. */
function isShellCommand(pid) {
  const [program = '', ...words] = processOf(pid).words;
  return /(?:^|\/)(?:[a-z]*sh|busybox)$/.test(program) && words.includes('-c');
}

const parentOf = (pid) => processOf(pid).parent;

function isStillChild(pid, parent) {
  // Elsewhere every look would cost a process; there the shell usually ends together with npm.
  if (process.platform === 'linux') return parentOf(pid) === parent;
  try {
    process.kill(parent, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** What is known of a process: nothing when it is gone, or on a system that has no such list. */
function processOf(pid) {
  if (process.platform === 'win32') return { words: [] };
  if (process.platform === 'linux') {
    const stat = read(`/proc/${pid}/stat`);
    // Behind the program's name, which may hold anything.
    const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const words = read(`/proc/${pid}/cmdline`).split('\0');
    return { parent: Number(parent), group: Number(group), words };
  }
  try {
    const columns = ['-o', 'ppid=', '-o', 'pgid=', '-o', 'command=', '-p', String(pid)];
    const [parent, group, ...words] = execFileSync('ps', columns, { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return { parent: Number(parent), group: Number(group), words };
  } catch {
    return { words: [] };
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
