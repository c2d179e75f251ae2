/** What a start prints once it serves: one JSON object for programs, or a few lines to read. */

import { type Input, paintFor, terminalKind } from '@sampan/cli';
import { writeRunning } from '#installation';
import type { RunningServer } from './serve-options.ts';

export async function announce(
  server: RunningServer,
  data: string,
  { json, stdout, environment }: Pick<Input, 'json' | 'stdout' | 'environment'>,
): Promise<void> {
  const { gateway, publicPort, admin, sftp, sftpHostKey } = server;
  const till = server.demo?.till;
  const addresses = { gateway, admin, sftp, data, sftpHostKey, ...(till && { till }) };
  await writeRunning(data, { ...addresses, pid: process.pid });
  if (json) {
    const view = { ...addresses, ...server.demo?.view };
    stdout.write(`${JSON.stringify(view)}\n`);
    return;
  }
  const paint = paintFor(terminalKind(stdout, environment) === 'colours');
  const lines = [
    paint.bold('Sampan serves.'),
    ...(publicPort === '' ? [] : [`  open        ${publicPort}/`]),
    ...(gateway === '' ? [] : [`  gateway     ${gateway}`]),
    `  operations  ${admin}`,
    // A page of a sandbox; only that has a demo.
    ...(server.demo ? [`  console     ${admin}/console/`] : []),
    ...(sftp === '' ? [] : [`  SFTP        ${sftp}  ${paint.dim(sftpHostKey)}`]),
    `  data        ${data}`,
    ...(server.demo?.lines(data, paint) ?? []),
    paint.dim('Ctrl-C stops it.'),
  ];
  stdout.write(`${lines.join('\n')}\n`);
}
