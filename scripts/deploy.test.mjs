/**
 * Goal: the recipes for containers, systemd and CI name only files and options that exist.
 * Method: each is parsed; its commands are compared with the help of `sampan start`, its paths with the
 * package.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { load } from 'js-yaml';
import { root } from './install.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const { version, engines } = JSON.parse(read('packages/server/package.json'));
const launcher = 'node_modules/@sampan/server/bin/sampan.js';

/** The options of a command line of `start` exist. */
function checkCommand(words) {
  const { stdout } = spawnSync(
    process.execPath,
    ['packages/server/bin/sampan.js', 'start', '--help'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const known = new Set(stdout.match(/--[a-z-]+/g));
  const options = words.slice(words.indexOf('start')).filter((word) => word.startsWith('--'));
  assert.ok(options.includes('--data'), words.join(' '));
  assert.deepEqual(
    options.filter((option) => !known.has(option)),
    [],
  );
}

const known = new Set(
  'FROM WORKDIR COPY RUN USER ENV VOLUME EXPOSE HEALTHCHECK STOPSIGNAL ENTRYPOINT CMD'.split(' '),
);

/** Comments left out and continued lines joined. */
const instructions = (text) =>
  text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' '));

test('the Dockerfile has known instructions, copies the tarball of this version, and runs as an ordinary user', () => {
  const text = read('Dockerfile');
  const words = instructions(text).map(([word]) => word);
  assert.deepEqual(
    words.filter((word) => !known.has(word)),
    [],
  );
  assert.equal(words[0], 'FROM');
  assert.match(
    text,
    new RegExp(`^COPY dist/sampan-server-${version.replaceAll('.', '\\.')}\\.tgz `, 'm'),
  );
  assert.match(text, /^USER sampan$/m);
  const major = Number(/^FROM node:(\d+)-/m.exec(text)?.[1]);
  assert.ok(major >= Number.parseInt(engines.node.slice(2), 10));
  const [, start] = /^ENTRYPOINT (\[.*\])$/m.exec(text) ?? [];
  const [, usual] = /^CMD (\["start".*\])$/m.exec(text) ?? [];
  assert.ok(JSON.parse(start).includes(launcher));
  checkCommand(JSON.parse(usual));
  assert.match(read('.dockerignore'), /^!dist\/sampan-server-\*\.tgz$/m);
});

test('compose.yaml keeps the data in a volume, and gives the server what it asks for', () => {
  const { services, volumes } = load(read('compose.yaml'));
  const { command, ...sampan } = services.sampan;
  checkCommand(command);
  const [source, target] = sampan.volumes[0].split(':');
  assert.ok(source in volumes);
  assert.ok(command[command.indexOf('--data') + 1].startsWith(`${target}/`));
  assert.match(read('Dockerfile'), new RegExp(`^VOLUME ${target}$`, 'm'));
  assert.deepEqual(
    sampan.ports.filter((port) => !port.startsWith('127.0.0.1:')),
    [],
  );
});

test('the systemd unit starts the launcher of the package, and systemd accepts it', (context) => {
  const text = read('deploy/sampan.service');
  const words = /^ExecStart=(.*)$/m.exec(text)[1].split(' ');
  assert.ok(words.includes(launcher) && existsSync(join(root, 'packages/server/bin/sampan.js')));
  checkCommand(words);
  const verified = spawnSync('systemd-analyze', ['verify', join(root, 'deploy/sampan.service')], {
    encoding: 'utf8',
  });
  if (verified.error) return context.diagnostic('systemd-analyze is not installed');
  const about = verified.stderr.split('\n').filter((line) => line.includes('sampan.service'));
  // Where the test runs, Node may be elsewhere.
  assert.deepEqual(
    about.filter((line) => !/is not executable/.test(line)),
    [],
  );
});

test('the recipe for CI starts a gateway, and waits for it before the tests', () => {
  const { jobs } = load(read('deploy/github-actions.yaml'));
  const { env, steps } = jobs.test;
  assert.equal(env.SAMPAN_SANDBOX, '1');
  assert.ok(steps.every(({ run, uses }) => (run === undefined) !== (uses === undefined)));
  const commands = steps.flatMap(({ run }) => run ?? []);
  const [at, tests] = [/sampan start/, /^npm test$/].map((text) =>
    commands.findIndex((command) => text.test(command)),
  );
  assert.ok(at >= 0 && at < tests);
  checkCommand(commands[at].split(/\s+/));
  assert.match(commands[at], /8701\/readyz/);
  const { status, stderr } = spawnSync('sh', ['-n'], { input: commands[at], encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
