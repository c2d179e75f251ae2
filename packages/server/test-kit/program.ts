import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How Node runs a program of the tests: its flags and the file. */
export interface Program {
  readonly flags: readonly string[];
  readonly file: string;
}

/**
 * The program whose source stands at `address` (`…/NAME.program.ts`): in a run of `npm test` the one that
 * was compiled with the tests, else the source itself, loaded like the test.
 */
export function program(address: string | URL): Program {
  const source = fileURLToPath(address);
  const compiled = process.env['SAMPAN_TEST_PROGRAMS'];
  if (compiled !== undefined) {
    return {
      flags: ['--enable-source-maps'],
      file: join(compiled, `${basename(source, '.ts')}.mjs`),
    };
  }
  return { flags: process.execArgv.filter(isForPrograms), file: source };
}

function isForPrograms(flag: string): boolean {
  return !flag.startsWith('--test') && !flag.startsWith('--inspect');
}
