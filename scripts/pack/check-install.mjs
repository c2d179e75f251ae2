/**
 * `npm run check:install`: what a user does. Installs both tarballs with npm in an empty folder, as an
 * ordinary user when root runs it, takes a payment, starts the server for production, and the demo with its till. It needs a
 * registry, so `npm run check` leaves it out; system-server-package.test.mjs does the same with linked
 * libraries.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installWhatIsMissing, root } from '../install.mjs';
import { cleanEnvironment } from './consumer.mjs';
import { stageSdk, stageServer } from './stage.mjs';
import { packFolder } from './tarball.mjs';

installWhatIsMissing();
const folder = mkdtempSync(join(tmpdir(), 'sampan-install-'));
const shop = join(folder, 'shop');
/** `nobody`, when root runs this. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const environment = {
  ...cleanEnvironment(),
  HOME: shop,
  TMPDIR: shop,
  npm_config_cache: join(shop, '.npm'),
};
try {
  await install();
  say('a payment', checked('node', ['first-payment.mjs']).trim());
  say('production', await startForProduction());
  say('demo', await startDemo());
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function say(what, result) {
  process.stdout.write(`${what}: ${result}\n`);
}

async function install() {
  mkdirSync(shop);
  writeFileSync(join(shop, 'package.json'), '{ "private": true }\n');
  copyFileSync(
    join(root, 'scripts/pack/consumer/first-payment.mjs'),
    join(shop, 'first-payment.mjs'),
  );
  const tarballs = [];
  for (const [name, stage] of Object.entries({ sdk: stageSdk, server: stageServer })) {
    const staged = join(folder, name);
    await stage(staged, { withTypes: false });
    const { file } = packFolder(staged, folder);
    tarballs.push(file);
  }
  if (user.uid)
    for (const path of [folder, shop, join(shop, 'package.json')])
      chownSync(path, user.uid, user.gid);
  const output = checked('npm', ['install', '--no-audit', '--no-fund', ...tarballs]);
  const { uid } = lstatSync(join(shop, 'node_modules'));
  say('npm install', `${output.trim().split('\n')[0]}, as user ${uid}`);
}

function checked(command, args) {
  const shell = process.platform === 'win32';
  const options = { cwd: shop, env: environment, encoding: 'utf8', shell, ...user };
  const { status, stdout, stderr } = spawnSync(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

/** Starts it as docs/production.md says, and asks for its health. */
function startForProduction() {
  const production = { NODE_ENV: 'production', SAMPAN_SECRETS_KEY: 'a5'.repeat(32) };
  return startAndStop(['--data', 'data'], production, async ({ admin }) => {
    const { status } = await fetch(`${admin}/readyz`);
    if (status !== 200) throw new Error(`/readyz answers ${status}`);
    return 'starts, is ready, stops';
  });
}

/** Its till has a page, and a database in the data folder. */
function startDemo() {
  return startAndStop(['--demo', '--data', 'demo', '--till-port', '0'], {}, async ({ till }) => {
    const page = await fetch(till);
    const text = await page.text();
    if (page.status !== 200 || !/<script type="module"/.test(text))
      throw new Error(`the till answers ${page.status}: ${text}`);
    const { items } = await (await fetch(`${till}api/cashiers`)).json();
    return `the till serves its page to ${items.length} people`;
  });
}

/** Starts the server, asks it something, and stops it. */
async function startAndStop(words, more, ask) {
  const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
  const launcher = 'node_modules/@sampan/server/bin/sampan.js';
  const server = spawn(process.execPath, [launcher, 'start', '--json', ...ports, ...words], {
    cwd: shop,
    env: { ...environment, ...more },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  });
  try {
    for await (const line of createInterface(server.stdout)) {
      const told = await ask(JSON.parse(line));
      server.kill('SIGTERM');
      const [code] = await once(server, 'exit');
      if (code !== 0) throw new Error(`it ended with ${code}`);
      return told;
    }
    throw new Error('the server did not start');
  } finally {
    server.kill('SIGKILL');
  }
}
