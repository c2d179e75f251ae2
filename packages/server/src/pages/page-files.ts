/** The built files in memory: there are a few dozen, and they change only with a build. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PageFile {
  readonly type: string;
  readonly etag: string;
  /** Its name has the hash of its content. */
  readonly immutable: boolean;
  readonly plain: Buffer;
  readonly br?: Buffer | undefined;
  readonly gzip?: Buffer | undefined;
}

/** Path below the folder, with slashes, → file. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/** Beside the program in an installation, in the web package of a clone. */
const folders = [
  new URL('../../pages/', import.meta.url),
  new URL('../../../web/dist/pages/', import.meta.url),
];

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** The pages as they are built now. They are read again when a build has replaced them. */
export class PageShelf {
  readonly #folders: readonly URL[];
  #stamp = '';
  #files: PageFiles = new Map();

  constructor(given: readonly URL[] = folders) {
    this.#folders = given;
  }

  /** Undefined while nothing is built. */
  async read(): Promise<PageFiles | undefined> {
    for (const folder of this.#folders) {
      const stamp = await readFile(new URL('.built-from', folder), 'utf8').catch(() => undefined);
      if (stamp === undefined) continue;
      if (stamp !== this.#stamp) {
        this.#files = await readFiles(folder);
        this.#stamp = stamp;
      }
      return this.#files;
    }
    return undefined;
  }
}

async function readFiles(folder: URL): Promise<PageFiles> {
  const names = await readdir(fileURLToPath(folder), { recursive: true });
  const paths = names.map((name) => name.replaceAll('\\', '/'));
  const known = new Set(paths);
  const read = (path: string) => readFile(new URL(path, folder));
  const files = new Map<string, PageFile>();
  for (const path of paths) {
    const type = types[extname(path)];
    if (type === undefined || path.startsWith('.')) continue;
    const plain = await read(path);
    files.set(path, {
      type,
      plain,
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      immutable: path.startsWith('assets/'),
      br: known.has(`${path}.br`) ? await read(`${path}.br`) : undefined,
      gzip: known.has(`${path}.gz`) ? await read(`${path}.gz`) : undefined,
    });
  }
  return files;
}
