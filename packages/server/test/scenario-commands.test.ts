/**
 * Goal: scenarios are added, listed and cleared by command, and a text that makes no sense is refused with its
 * place. Outside a sandbox there are none.
 * Method: the commands run in this process, against the operations API of a sandbox and of an operator's server.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { after, afterEach, before, test } from 'node:test';
import { runCommand } from '@sampan/cli';
import { secret } from '@sampan/primitives';
import { sampan as program } from '../src/main/commands.ts';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let folder: string;

before(async () => {
  [world, folder] = await Promise.all([
    operationsWorld(),
    mkdtemp(join(tmpdir(), 'sampan-scenarios-')),
  ]);
});
after(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});
afterEach(() => sampan(['scenario', 'clear']));

async function sampan(words: readonly string[], input = '', port = world.port) {
  const texts = { stdout: '', stderr: '' };
  const written = (name: keyof typeof texts) =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += chunk;
        done();
      },
    });
  const code = await runCommand(program, [...words, '--admin', `http://127.0.0.1:${port}`], {
    stdout: written('stdout'),
    stderr: written('stderr'),
    stdin: Readable.from([input]),
    environment: { SAMPAN_ADMIN_TOKEN: 'operator-of-this-test' },
  });
  return { code, ...texts };
}

const scenario = {
  name: 'unsure twice',
  when: { service: 'alipay.acquire.overseas.spot.pay' },
  then: [{ times: 2, answer: 'SYSTEM_ERROR', although: 'paid' }, 'pass'],
};

test('add from a file and from standard input, list, clear one and all', async () => {
  const file = join(folder, 'one.json');
  await writeFile(file, JSON.stringify(scenario));
  const added = await sampan(['scenario', 'add', file, '--json']);
  assert.equal(added.code, 0, added.stderr);
  const [{ id, name, hits, scenario: text }] = JSON.parse(added.stdout).scenarios;
  assert.deepEqual([name, hits, text], ['unsure twice', 0, scenario]);
  const two = await sampan(['scenario', 'add', '-'], JSON.stringify([scenario, scenario]));
  assert.equal(two.code, 0, two.stderr);
  const listed = await sampan(['scenario', 'list', '--json']);
  assert.equal(JSON.parse(listed.stdout).scenarios.length, 3);
  assert.match((await sampan(['scenario', 'list'])).stdout, / {2}0 hits {2}unsure twice\n/);
  const cleared = await sampan(['scenario', 'clear', id, '--json']);
  assert.deepEqual(JSON.parse(cleared.stdout), { cleared: [id] });
  const unknown = await sampan(['scenario', 'clear', id]);
  assert.deepEqual([unknown.code, unknown.stderr], [1, `sampan: There is no scenario ${id}\n`]);
  assert.equal(
    JSON.parse((await sampan(['scenario', 'clear', '--json'])).stdout).cleared.length,
    2,
  );
});

test('the magic amounts', async () => {
  const { stdout } = await sampan(['scenario', 'add', '--magic', '--json']);
  const names = JSON.parse(stdout).scenarios.map(({ name }: { name: string }) => name.slice(0, 4));
  assert.deepEqual(
    names,
    Array.from({ length: 10 }, (_, index) => String(9_901 + index)),
  );
});

const wrong: readonly (readonly [text: string, said: string])[] = [
  [
    '{\n  "when": {},\n  "then": [{ "anwser": "UNKNOW" }]\n}',
    'line 3, column 14: There is no field then[0].anwser; did you mean answer?',
  ],
  [
    '{\n  "when": {},\n  "then": ["pas"]\n}',
    'line 3, column 12: then[0] must be "pass", or an object',
  ],
  [
    '{ "when": {},\n "then": [{ "answer": "UNKNOWN" }] }',
    'line 2, column 13: then[0].answer must be an error code, UNKNOW or SUCCESS; did you mean UNKNOW?',
  ],
  ['{ "when": {} }', 'line 1, column 1: then must be a list of 1 to 200 steps; it is missing'],
  [
    '[{ "when": {}, "then": ["pass"] },\n { "when": 7, "then": ["pass"] }]',
    'line 2, column 4: when must be',
  ],
  ['{ "when": {},\n "then": [\n', 'line 3, column 1: this is not JSON'],
  ['', 'line 1, column 1: this is not JSON'],
  ['7', 'line 1, column 1: '],
];
for (const [text, said] of wrong) {
  test(`a text that makes no sense: ${text}`, async () => {
    const { code, stderr } = await sampan(['scenario', 'add', '-'], text);
    assert.equal(code, 2, stderr);
    assert.ok(stderr.startsWith(`sampan: standard input, ${said}`), stderr);
    assert.equal((await sampan(['scenario', 'list'])).stdout, 'No scenarios.\n');
  });
}

test('a refusal that quotes a text with line breaks is one line', async () => {
  const { stderr } = await sampan(['scenario', 'add', '-'], '# Sampan\n\nAn open system');
  assert.match(stderr, /^sampan: standard input: this is not JSON: .*\nSee: .*\n$/);
});

test('a file or --magic, not both and not neither', async () => {
  for (const words of [['add'], ['add', 'x.json', '--magic']]) {
    const { code, stderr } = await sampan(['scenario', ...words]);
    assert.equal(code, 2);
    assert.match(stderr, /Give either FILE or --magic/);
  }
});

test('outside a sandbox every command is refused', async () => {
  const operator = await operationsWorld({
    kind: 'token',
    token: secret('operator-of-this-test'),
  });
  for (const words of [['add', '--magic'], ['list'], ['clear']]) {
    const { code, stderr } = await sampan(['scenario', ...words], '', operator.port);
    assert.deepEqual([code, stderr], [1, 'sampan: Only a sandbox pretends; this is none\n']);
  }
  await operator.close();
});
