import { readFileSync } from 'node:fs';
import { seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { median } from '../figures.ts';

/** What a process keeps in memory when it rests: the median of five looks in five seconds. */
export async function residentMb(pid: number): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 5; look++) {
    await systemTimers.sleep(seconds(1));
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    looks.push(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024);
  }
  return median(looks);
}
