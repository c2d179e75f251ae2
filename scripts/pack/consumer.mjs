/** A program of a merchant in an empty folder, with the SDK installed from its tarball. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';

export const consumerProgram = readFileSync(join(root, 'scripts/pack/consumer/face.ts'), 'utf8');

/** What the program prints. */
export const consumerPrints = [
  'paid',
  'refunded',
  'genuine',
  'TRADE_SUCCESS',
  'MoneyFileError 1',
  'ours',
  '39.25',
  2,
];

/** An npm that asks no registry, and has nothing of this machine's settings. */
export function npm(folder, args, environment = {}) {
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...cleanEnvironment(),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      ...environment,
    },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

/** Without what an npm that runs this passes on. */
export const cleanEnvironment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|SAMPAN_|INIT_CWD$)/i.test(name)),
  );

/** Installs the tarball where nothing else is, offline: it needs no other package. */
export function installOffline(folder, tarball) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  npm(folder, ['install', '--offline', '--cache', join(folder, '.npm-cache'), tarball]);
}

/** The types of Node, which a program in TypeScript has. */
export function addNodeTypes(folder) {
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  for (const name of ['@types/node', 'undici-types']) {
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'dir');
  }
}

/** A copy of the consumer's folder, for another compiler. */
export const copyFolder = (from, to) =>
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
