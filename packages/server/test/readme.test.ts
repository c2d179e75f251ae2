/**
 * Goal: the commands in the README work as described, on any date.
 * Method: the commands are read from the README and run by a shell against a server on free ports.
 */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type RunningSampan, startSampan } from './sampan-process.ts';

const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));
const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
const hasSftp = spawnSync('sftp', ['-h']).error === undefined;

let server: RunningSampan;
let folder: string;
before(async () => {
  server = await startSampan();
  folder = await mkdtemp(join(tmpdir(), 'sampan-readme-'));
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The blocks of commands below a heading. */
function commandsBelow(heading: string): readonly string[] {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const blocks = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  assert.ok(blocks.length > 0, `the README has commands below “${heading}”`);
  return blocks;
}

/** Runs commands as printed, but with this server's ports and, for `npx sampan`, this program. */
async function typed(blocks: readonly string[]): Promise<string> {
  const { gateway, sftp } = server.addresses;
  const ask = join(folder, 'ask');
  const password = /--password '(.*)'/.exec(readme)?.[1] ?? '';
  await writeFile(ask, `#!/bin/sh\necho '${password}'\n`);
  await chmod(ask, 0o700);
  const options = `-F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=${folder}/hosts`;
  const script = [
    'set -euo pipefail',
    `npx() { shift; "${process.execPath}" "${launcher}" "$@" --data "${server.data}"; }`,
    hasSftp
      ? `sftp() { command sftp ${options} -o NumberOfPasswordPrompts=1 "$@"; }`
      : 'sftp() { cat > /dev/null; }',
    ...blocks,
  ]
    .join('\n')
    .replaceAll('http://127.0.0.1:8700/gateway.do', String(gateway))
    .replaceAll('-P 8722', `-P ${String(sftp).split(':')[1]}`);
  const env = { ...process.env, SSH_ASKPASS: ask, SSH_ASKPASS_REQUIRE: 'force' };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder, env });
  return stdout;
}

test('the first payment pays, and the second is unknown until the buyer confirms', async () => {
  const commands = commandsBelow('The first payment');
  assert.ok(commands.every((block) => block.includes('http://127.0.0.1:8700/gateway.do')));
  const stdout = await typed(commands);
  const shown = /```xml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const inReadme = [...shown.matchAll(/<(?!request)(\w+)>/g)].map(([, name]) => name);
  const [reply = '', second = ''] =
    stdout.match(/<\?xml.*?<sign_type>MD5<\/sign_type><\/alipay>/g) ?? [];
  const answered = [...reply.replace(/<request>.*<\/request>/, '').matchAll(/<(\w+)>/g)];
  assert.match(reply, /<result_code>SUCCESS<\/result_code><trans_amount>39\.25</);
  assert.deepEqual(
    answered.map(([, name]) => name),
    inReadme,
  );
  assert.match(second, /<result_code>UNKNOW<\/result_code>/);
  assert.equal((await server.ask('wallet', 'show', '852-51234567')).balance, '960.75');
  assert.equal((await server.ask('wallet', 'show', '852-51234568')).balance, '960.75');
});

test('a day by hand is closed, filed, fetched, settled and paid out', async () => {
  const stdout = await typed(commandsBelow('A day, by hand'));
  assert.match(stdout, /2088000000000001_settlement_\d{8}\.txt/);
  const message = await readFile(join(folder, 'payout.xml'), 'utf8');
  assert.match(message, /<CstmrCdtTrfInitn>/);
  assert.match(message, />78\.50</, 'both payments of HKD 39.25');
  if (!hasSftp) return;
  const fetched = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  assert.equal(fetched.length, 2);
  assert.match(
    fetched.join(),
    /^2088000000000001_settlement_\d+\.txt,2088000000000001_transaction_/,
  );
});
