/**
 * The `sampan` command, as bin/sampan.js runs it. Compiled with the tests into one file, it starts in half
 * the time; what ships is started by the tests of the launcher, the README and the commands.
 */
import { stopWithNpm } from '../bin/stop-with-npm.js';

if (process.argv[2] === 'start' && !process.send) stopWithNpm();

await import('../src/main/cli.ts');
