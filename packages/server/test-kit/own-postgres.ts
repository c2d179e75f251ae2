/**
 * PostgreSQL for one process of tests that was started by hand.
 *
 * It runs below a helper process (`postgres-helper.program.ts`), which stops it and removes its folder when
 * this process is gone, in whatever way.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { program } from './program.ts';

let started: Promise<string> | undefined;

/** The owner's URL of this process's PostgreSQL. */
export function ownPostgres(): Promise<string> {
  started ??= start();
  return started;
}

async function start(): Promise<string> {
  const { flags, file } = program(new URL('./postgres-helper.program.ts', import.meta.url));
  const child = spawn(process.execPath, [...flags, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  // Neither the helper nor the pipe to it keeps the tests from ending.
  child.unref();
  for await (const line of createInterface(child.stdout)) {
    child.stdout.destroy();
    unref(child.stdin);
    return line;
  }
  throw new Error('PostgreSQL for the tests did not start');
}

function unref(stream: unknown): void {
  (stream as { unref?: () => void }).unref?.();
}
