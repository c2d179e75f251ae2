/**
 * `npm run check:install`: what a user does. Installs both tarballs with npm in an empty folder, as an
 * ordinary user when root runs it, takes a payment, and starts the server for production. It needs a
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

/** Starts it as docs/production.md says, asks for its health, and stops it. */
async function startForProduction() {
  const ports = ['--port', '0', '--admin-port', '0', '--sftp-port', '0'];
  const launcher = 'node_modules/@sampan/server/bin/sampan.js';
  const server = spawn(
    process.execPath,
    [launcher, 'start', '--json', '--data', 'data', ...ports],
    {
      cwd: shop,
      env: { ...environment, NODE_ENV: 'production', SAMPAN_SECRETS_KEY: 'a5'.repeat(32) },
      stdio: ['ignore', 'pipe', 'inherit'],
      ...user,
    },
  );
  try {
    for await (const line of createInterface(server.stdout)) {
      const { status } = await fetch(`${JSON.parse(line).admin}/readyz`);
      if (status !== 200) throw new Error(`/readyz answers ${status}`);
      server.kill('SIGTERM');
      const [code] = await once(server, 'exit');
      if (code !== 0) throw new Error(`it ended with ${code}`);
      return 'starts, is ready, stops';
    }
    throw new Error('the server did not start');
  } finally {
    server.kill('SIGKILL');
  }
}
