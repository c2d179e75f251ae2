/**
 * Goal: `sampan services` explains the wire without a server, in any terminal.
 * Method: the command runs in process; its lines are measured for every service, language and width.
 */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { allServices, languages, workedExample } from '@sampan/protocol/reference';
import { listLines, serviceLines } from '../src/commands/services-lines.ts';
import { clientCommands, paintFor, runCommand } from '../src/index.ts';
import { widthOf } from '../src/wide-text.ts';

/** Runs the command; no data folder and no server exists. */
async function sampan(...words: readonly string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const program = { commands: clientCommands, version: () => '0' };
  const code = await runCommand(program, words, { stdout, stderr, environment: {} });
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

const services = allServices();

test('services lists every service, one line each', async () => {
  const { code, stdout } = await sampan('services');
  assert.equal(code, 0);
  const lines = stdout.split('\n');
  for (const { name, short } of services) {
    const own = lines.filter((line) => line.split(/ +/).includes(name));
    assert.equal(own.length, 1, name);
    assert.ok(own[0]?.startsWith(`  ${short} `), short);
  }
});

test('services NAME explains one: each parameter, reply field and code', async () => {
  for (const service of services) {
    const { code, stdout } = await sampan('services', service.short);
    assert.equal(code, 0);
    const named = [...service.request, ...service.reply].map(({ name }) => name);
    for (const each of [service.name, ...named, ...service.errors.map((error) => error.code)]) {
      assert.ok(stdout.includes(each), `${service.short}: ${each}`);
    }
  }
});

test('the signing string can be put together from its lines', async () => {
  const { stdout } = await sampan('services', 'refund');
  const [, shown = ''] = /followed by the test key:\n([\s\S]*?)\n {4}\+ /.exec(stdout) ?? [];
  const { signingString, sign } = await workedExample('alipay.acquire.overseas.spot.refund');
  assert.equal(shown.replace(/\n? {4}/g, ''), signingString);
  assert.ok(stdout.includes(`sign = MD5: ${sign}`));
});

test('no line is wider than the terminal, in any language', async () => {
  for (const service of services) {
    const example = await workedExample(service.name);
    for (const language of languages) {
      for (const columns of [80, 120]) {
        const dress = { language, columns, paint: paintFor(false) };
        const lines = [...listLines(services, dress), ...serviceLines(service, example, dress)];
        const wide = lines.filter((line) => widthOf(line) > columns);
        assert.deepEqual(wide, [], `${service.short} ${language} ${columns}`);
        assert.deepEqual(
          lines.filter((line) => line.endsWith(' ')),
          [],
        );
      }
    }
  }
});

test('services NAME --json has the tables and an example, on one line', async () => {
  const { stdout } = await sampan('services', 'spotPay', '--json', '--language', 'zh-Hant');
  assert.equal(stdout.indexOf('\n'), stdout.length - 1);
  const said = JSON.parse(stdout);
  assert.equal(said.name, 'alipay.acquire.overseas.spot.pay');
  assert.equal(said.title, '付款碼支付');
  assert.deepEqual(said.parameters[0].presence, { hk: 'absent', global: 'optional' });
  assert.ok(said.parameters.some(({ members }: { members: unknown[] }) => members.length > 0));
  assert.equal(said.errors[0].retry, 'same-id');
  assert.match(said.example.signingString, /^_input_charset=UTF-8&alipay_seller_id=/);
  const all = JSON.parse((await sampan('services', '--json')).stdout);
  assert.deepEqual(
    all.services.map(({ short }: { short: string }) => short),
    services.map(({ short }) => short),
  );
});

test('an unknown name exits with 2 and the nearest suggestion', async () => {
  const { code, stdout, stderr } = await sampan('services', 'spot-pya');
  assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
  assert.match(stderr, /^sampan: There is no service "spot-pya"; did you mean "spot-pay"\?\n/);
  const other = await sampan('services', 'something-else');
  assert.match(other.stderr, /"something-else"; sampan services lists all\n/);
  assert.equal((await sampan('services', '--language', 'fr')).code, 2);
});
