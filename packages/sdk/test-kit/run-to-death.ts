/** Programs that kill themselves in the middle of their work, as a power failure would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { program } from '../../server/test-kit/index.ts';

/**
 * Runs `NAME.program.ts` with its orders as JSON. Answers the signal that ended it, or `null` when it came
 * to its own end.
 */
export async function runToDeath(address: URL, orders: unknown): Promise<string | null> {
  const { flags, file } = program(address);
  const child = spawn(process.execPath, [...flags, file, JSON.stringify(orders)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  if (code !== null && code !== 0) throw new Error(`${file} ended with ${code}`);
  return signal;
}
