/**
 * Makes the files that are due, in a process of its own that kills itself before its call number
 * `killAt` of the file system or of the registering connection; 0 never. Arguments: the database's
 * URL, the folder, killAt, and what time it is. Prints how many calls it made when it came to an end.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { type Instant, ManualClock } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { BusinessClock, type Connection, connect, Reader } from '#database';
import { createFileWriter, FileFolder, FileJobs, FileMaker } from '#statement';

const [url = '', root = '', killAt = '0', now = ''] = process.argv.slice(2);
let calls = 0;

function step(): void {
  calls += 1;
  if (calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

type Call = (...given: unknown[]) => Promise<unknown>;

/** The methods of `target`, each of which is a step. */
function counted(target: object, names: readonly string[]): void {
  const methods = target as Record<string, Call>;
  for (const name of names) {
    const call = methods[name] as Call;
    methods[name] = function (this: unknown, ...given) {
      step();
      return call.apply(this, given);
    };
  }
}

const probe = await fs.promises.open(process.execPath, 'r');
counted(Object.getPrototypeOf(probe) as object, ['write', 'sync']);
await probe.close();
calls = 0;
counted(fs.promises, ['open', 'mkdir', 'rename', 'rm']);
syncBuiltinESMExports();

const at = Number(now) as Instant;
const options = { url, name: 'killed maker' };
const reader = new Reader(options, new BusinessClock(new ManualClock(at)));
const maker = new FileMaker(
  createFileWriter({ connection: options, folder: new FileFolder(root) }),
);

async function openConnection(): Promise<Connection> {
  const connection = await connect(options);
  const { run } = connection;
  connection.run = (...given) => {
    step();
    return run.apply(connection, given);
  };
  return connection;
}

const jobs = new FileJobs({ reader, maker, openConnection, timers: systemTimers });
const { made } = await jobs.runDue(at);
process.stdout.write(`${JSON.stringify({ made, calls })}\n`);
await reader.close();
