import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What RSA costs one core, in µs of a key of 2,048 bits. */
export interface RsaCost {
  readonly signUs: number;
  readonly verifyUs: number;
}

/** `openssl speed rsa2048` counts CPU time; undefined when it is not installed. */
export async function opensslSpeed(seconds: number): Promise<RsaCost | undefined> {
  try {
    const args = ['speed', '-seconds', String(seconds), 'rsa2048'];
    return parseOpensslSpeed((await promisify(execFile)('openssl', args)).stdout);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The last line: `rsa 2048 bits 0.000465s 0.000013s 2150.5 74912.5`. */
export function parseOpensslSpeed(output: string): RsaCost {
  const found = /^rsa 2048 bits\s+\S+s\s+\S+s\s+([0-9.]+)\s+([0-9.]+)/m.exec(output);
  if (!found) throw new Error(`openssl says no speed: ${output}`);
  return { signUs: 1e6 / Number(found[1]), verifyUs: 1e6 / Number(found[2]) };
}
