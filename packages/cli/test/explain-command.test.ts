/**
 * Goal: `sampan explain` names the mistake of a refused request without any server.
 * Method: the command on files, standard input, addresses and codes; then on what is no request.
 */
import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { clientCommands, runCommand } from '@sampan/cli';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-explain-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const written = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

const key = 'a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3';
const right =
  '_input_charset=UTF-8&partner=2088000000000001&partner_trans_id=A-1&service=alipay.acquire.overseas.query';
const md5 = (whole: string): string => createHash('md5').update(whole).digest('hex');
const address = 'https://pay.example/gateway.do';
const signed = (signature: string, type = 'MD5'): string =>
  `${right}&sign=${encodeURIComponent(signature)}&sign_type=${type}`;
const wrong = signed(md5(`${right}&sign_type=MD5${key}`));

async function sampan(words: readonly string[], stdin?: Readable) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const program = { commands: clientCommands, version: () => '0' };
  const around = { stdout, stderr, environment: {}, ...(stdin && { stdin }) };
  const code = await runCommand(program, ['explain', ...words], around);
  stdout.end();
  stderr.end();
  return { code, stdout: await text(stdout), stderr: await text(stderr) };
}

const fixedKeys = ['verdict', 'cause', 'fix', 'serverString', 'yourString', 'firstDifference'];

test('a file, an address and standard input give the same answer, with fixed keys', async () => {
  const curl = await written('curl.txt', `curl '${address}?${wrong}'\n`);
  const answers = [
    await sampan([curl, '--key', key, '--json']),
    await sampan([`${address}?${wrong}`, '--key', key, '--json']),
    await sampan(['-', '--key', key, '--json'], Readable.from([Buffer.from(wrong)])),
    await sampan(
      ['--key-file', await written('md5.key', `${key}\n`), '--json'],
      Readable.from([wrong]),
    ),
  ];
  for (const { code, stdout, stderr } of answers) {
    assert.deepEqual([code, stderr], [0, '']);
    const answer = JSON.parse(stdout);
    assert.deepEqual(Object.keys(answer).slice(0, 6), fixedKeys);
    assert.deepEqual([answer.verdict, answer.cause], ['explained', 'sign-type-signed']);
    assert.equal(answer.serverString, right);
    assert.equal(answer.yourString, `${right}&sign_type=MD5`);
    assert.deepEqual(answer.firstDifference, {
      offset: right.length,
      server: '(end)',
      yours: '&sign_type=MD5',
    });
    assert.ok(!stdout.includes(key));
  }
});

test('for people: the cause, both strings, and the line in five languages', async () => {
  const { stdout } = await sampan([`${address}?${wrong}`, '--key', key]);
  assert.match(stdout, /^sign-type-signed\n/);
  assert.match(stdout, /\n {2}fix {8}leave sign_type out of the string/);
  assert.match(stdout, /\n {2}server {5}_input_charset=UTF-8&/);
  assert.match(stdout, /\n {2}yours {6}_input_charset=UTF-8&.*&sign_type=MD5\n/);
  for (const language of ['Python', 'PHP', 'Java', 'Node', 'C#']) {
    assert.ok(stdout.includes(`\n    ${language}`), language);
  }
  assert.ok(!stdout.includes('\u001b'));
});

test('a private RSA key is as good as its public half', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const signature = sign('sha1', Buffer.from(right), pair.privateKey).toString('base64');
  const request = await written('rsa.txt', signed(signature, 'RSA2'));
  for (const pem of [
    pair.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    pair.publicKey.export({ type: 'spki', format: 'pem' }),
  ]) {
    const keyFile = await written('rsa.pem', pem.toString());
    const { stdout } = await sampan([request, '--key-file', keyFile, '--json']);
    assert.equal(JSON.parse(stdout).cause, 'sha1-as-rsa2');
  }
});

test('without a key the rest is checked, and a code has its page', async () => {
  const unsigned = await sampan([`${address}?${wrong}`, '--json']);
  assert.equal(JSON.parse(unsigned.stdout).verdict, 'valid');
  assert.match(unsigned.stdout, /the signature: give the MD5 key with --key/);
  const code = await sampan(['TRADE_CANCEL_TIME_OUT', '--json']);
  const page = JSON.parse(code.stdout);
  assert.deepEqual(
    [page.cause, page.fix, page.retry],
    ['TRADE_CANCEL_TIME_OUT', 'refund it', 'no'],
  );
  assert.deepEqual(Object.keys(page).slice(0, 6), fixedKeys);
});

test('an exchange of a sandbox, with the keys that the sandbox has', async (t) => {
  const id = 'k3j5h6g7f8d9s0a1q2w3';
  const [, query = '', body = ''] = /^(_input_charset=UTF-8)&(.*)$/.exec(wrong) ?? [];
  const answers: Readonly<Record<string, object>> = {
    [`/admin/exchanges/${id}`]: {
      kind: 'request',
      partner: '2088000000000001',
      request: { method: 'POST', target: query, body: Buffer.from(body).toString('base64') },
      code: 'ILLEGAL_SIGN',
      level: 'gateway',
    },
    '/admin/partners/2088000000000001/keys': { md5Key: key, publicKey: '' },
  };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answers[request.url ?? ''] ?? {}));
  });
  t.after(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const admin = `http://127.0.0.1:${port}`;
  const { code, stdout, stderr } = await sampan([id, '--admin', admin, '--json']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.equal(JSON.parse(stdout).cause, 'sign-type-signed');
  assert.ok(!stdout.includes(key));
});

test('what is no request is refused with the reason', async () => {
  const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[await written('empty', '')], 1, /the input is empty/],
    [[await written('binary', Buffer.from([1, 0, 2]))], 1, /binary/],
    [[await written('long', 'x'.repeat(1_000_000))], 1, /1000000 bytes/],
    [[await written('prose', 'good morning')], 1, /it is no request: give raw HTTP, a curl/],
    [[folder], 2, /is a folder/],
    [['k3j5h6g7f8d9s0a1q2w3', '--data', folder], 1, /No server runs on/],
    [['no/such/file'], 2, /is no file, no exchange and no error code/],
    [[`${address}?${wrong}`, '--key-file', join(folder, 'none')], 2, /cannot be read/],
    [[`${address}?${wrong}`, '--key', ' '], 2, /the key is empty/],
    [[`${address}?${wrong}`, '--contract', 'us'], 2, /--contract must be hk or global/],
  ];
  for (const [words, expected, message] of cases) {
    const { code, stderr } = await sampan(words);
    assert.equal(code, expected, stderr);
    assert.match(stderr, message);
  }
});
