/**
 * Goal: what the README tells a newcomer to type makes the payment that it shows.
 * Method: the commands are read from the README and run by a shell against a server on a free port.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startSampan } from './sampan-process.ts';

const launcher = fileURLToPath(new URL('../bin/sampan.js', import.meta.url));
const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');

/** The first block of commands below a heading. */
function commandsBelow(heading: string): string {
  const section = readme.split(`\n## ${heading}\n`)[1] ?? '';
  const block = /```sh\n([\s\S]*?)```/.exec(section)?.[1];
  assert.ok(block, `the README has commands below “${heading}”`);
  return block;
}

test('the first payment of the README pays', async (t) => {
  const server = await startSampan();
  t.after(() => server.stop());
  const { gateway } = server.addresses;
  const commands = commandsBelow('The first payment');
  assert.ok(commands.includes('http://127.0.0.1:8700/gateway.do'));
  const script = [
    'set -euo pipefail',
    `npx() { shift; "${process.execPath}" "${launcher}" "$@" --data "${server.data}"; }`,
    commands.replaceAll('http://127.0.0.1:8700/gateway.do', String(gateway)),
  ].join('\n');
  const { stdout } = await promisify(execFile)('bash', ['-c', script]);
  const shown = /```xml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const inReadme = [...shown.matchAll(/<(?!request)(\w+)>/g)].map(([, name]) => name);
  const [reply = ''] = /<\?xml.*$/m.exec(stdout) ?? [];
  const answered = [...reply.replace(/<request>.*<\/request>/, '').matchAll(/<(\w+)>/g)];
  assert.match(reply, /<result_code>SUCCESS<\/result_code><trans_amount>39\.25</);
  assert.deepEqual(
    answered.map(([, name]) => name),
    inReadme,
  );
  const { balance } = await server.ask('wallet', 'show', '852-51234567');
  assert.equal(balance, '960.75');
});
