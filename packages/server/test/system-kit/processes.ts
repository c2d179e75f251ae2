/** The list of processes, read at once, so that a signal meets what is running now. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** How much memory it occupies. */
  readonly residentKb: number;
  readonly command: string;
}

/** All living processes. */
export function processes(): readonly Process[] {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

/** A process that is gone already needs no signal any more. A group is its negative. */
export function kill(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function fromProc(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // Behind the program's name, which may hold anything.
        const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z') return [];
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        return {
          pid: Number(name),
          parent: Number(parent),
          group: Number(group),
          residentKb: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0),
          command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '),
        };
      } catch {
        // It has ended while the list was read.
        return [];
      }
    });
}

function fromPs(): readonly Process[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,rss=,command='], {
    encoding: 'utf8',
  });
  return list.split('\n').flatMap((line) => {
    const [, pid, parent, group, rss, command = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined) return [];
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      residentKb: Number(rss),
      command: `${command} `,
    };
  });
}
