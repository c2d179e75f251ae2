import { readdirSync, readFileSync } from 'node:fs';
import {
  type MachineStat,
  type ProcessStat,
  parseMachineStat,
  parseProcessStat,
  ticksOf,
  tickUs,
  treeOf,
} from './process-stat.ts';

/** Whose CPU time is counted: the first process of each; all below it belongs to it. */
export interface Accounts {
  readonly server: number;
  readonly postgres: number;
}

/** CPU time up to a moment, in ticks. */
export interface CpuReading {
  readonly server: number;
  readonly postgres: number;
  readonly machine: MachineStat;
}

/** What a phase took. */
export interface CpuSpent {
  readonly serverUs: number;
  readonly postgresUs: number;
  /** Of all cores together. */
  readonly idleUs: number;
  readonly allUs: number;
}

export function readCpu({ server, postgres }: Accounts): CpuReading {
  const processes = readProcesses();
  return {
    server: ticksOf(treeOf(server, processes)),
    postgres: ticksOf(treeOf(postgres, processes)),
    machine: parseMachineStat(readFileSync('/proc/stat', 'utf8')),
  };
}

export const spentBetween = (before: CpuReading, after: CpuReading): CpuSpent => ({
  serverUs: (after.server - before.server) * tickUs,
  postgresUs: (after.postgres - before.postgres) * tickUs,
  idleUs: (after.machine.idleTicks - before.machine.idleTicks) * tickUs,
  allUs: (after.machine.allTicks - before.machine.allTicks) * tickUs,
});

/**
 * The share of the cores' time that was put to work, of what the neighbours on the machine left. `workUs` is what
 * all processes of the benchmark took together.
 */
export const shareBusy = ({ idleUs }: Pick<CpuSpent, 'idleUs'>, workUs: number): number =>
  workUs / (workUs + idleUs);

/** The share of the cores' time that others on the machine took. */
export const shareOfNeighbours = (
  { idleUs, allUs }: Pick<CpuSpent, 'idleUs' | 'allUs'>,
  workUs: number,
): number => Math.max(0, 1 - (workUs + idleUs) / allUs);

function readProcesses(): readonly ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))];
      } catch {
        // It has ended since the folder was read; its time is its parent's now.
        return [];
      }
    });
}
