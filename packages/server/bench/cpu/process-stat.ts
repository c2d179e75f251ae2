/** What the kernel says of a process in `/proc/PID/stat`, as far as CPU time goes. */
export interface ProcessStat {
  readonly pid: number;
  readonly parentPid: number;
  /** User and system time of all its threads. */
  readonly ownTicks: number;
  /** The same of its children that have ended, and of their children. */
  readonly endedTicks: number;
}

/** Ticks are hundredths of a second on Linux, whatever the kernel's own are (USER_HZ). */
export const tickUs = 10_000;

/** The name of a program stands in brackets, and may hold spaces and brackets itself. */
export function parseProcessStat(line: string): ProcessStat {
  const nameEnd = line.lastIndexOf(')');
  const fields = line.slice(nameEnd + 2).split(' ');
  // Field 3, the state, is the first here; see proc_pid_stat(5).
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    pid: Number.parseInt(line, 10),
    parentPid: field(4),
    ownTicks: field(14) + field(15),
    endedTicks: field(16) + field(17),
  };
}

/** A process and all below it. */
export function treeOf(root: number, processes: readonly ProcessStat[]): readonly ProcessStat[] {
  const children = new Map<number, ProcessStat[]>();
  for (const each of processes) {
    const siblings = children.get(each.parentPid);
    if (siblings) siblings.push(each);
    else children.set(each.parentPid, [each]);
  }
  const found = processes.filter(({ pid }) => pid === root);
  // It grows while it is walked.
  for (const { pid } of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/**
 * The CPU time of a tree of processes so far. It never falls: the time of a process that ends is moved
 * to its parent when the parent collects it, as a postmaster does with its backends.
 */
export const ticksOf = (tree: readonly ProcessStat[]): number =>
  tree.reduce((sum, { ownTicks, endedTicks }) => sum + ownTicks + endedTicks, 0);

export interface MachineStat {
  readonly idleTicks: number;
  readonly allTicks: number;
}

/** The first line of `/proc/stat`: user, nice, system, idle, iowait, irq, softirq, steal of all cores. */
export function parseMachineStat(text: string): MachineStat {
  const [line = ''] = text.split('\n');
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  const [, , , idle = 0, waiting = 0] = ticks;
  return { idleTicks: idle + waiting, allTicks: ticks.reduce((sum, each) => sum + each, 0) };
}
