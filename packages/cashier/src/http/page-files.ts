/** The built page, in memory; it is read again when a build has replaced it. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PageFile {
  readonly type: string;
  readonly etag: string;
  /** Its name has the digest of its content. */
  readonly isImmutable: boolean;
  readonly bytes: Buffer;
  readonly br: Buffer | undefined;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Where the build puts it: from the sources and the compiled package, from the bundled program, installed. */
const ownFolders = ['../../dist/pages/', '../../../cashier/dist/pages/', '../../cashier-page/'].map(
  (path) => new URL(path, import.meta.url),
);

export interface PageShelfOptions {
  readonly folders?: readonly URL[] | undefined;
  readonly withDesign?: boolean;
}

export class PageShelf {
  readonly #folders: readonly URL[];
  #stamp = '';
  #files: ReadonlyMap<string, PageFile> = new Map();

  /** `/design` is for those who build screens. */
  readonly #pages: readonly string[];

  constructor({ folders = ownFolders, withDesign = false }: PageShelfOptions = {}) {
    this.#folders = folders;
    this.#pages = ['', 'display', ...(withDesign ? ['design'] : [])];
  }

  /** Undefined while nothing is built. `/`, `/display` and `/design` are pages. */
  async find(path: string): Promise<PageFile | 'no-such-file' | undefined> {
    if (!(await this.#read())) return undefined;
    const name = path.slice(1);
    const isPage = this.#pages.includes(name);
    if (name === 'design.html') return 'no-such-file';
    const found = isPage
      ? (this.#files.get(`${name}.html`) ?? this.#files.get('index.html'))
      : this.#files.get(name);
    return found ?? 'no-such-file';
  }

  /** Whether there is a build; its files are read when they are new. */
  async #read(): Promise<boolean> {
    for (const folder of this.#folders) {
      const index = await stat(new URL('index.html', folder)).catch(() => undefined);
      if (!index) continue;
      const stamp = `${folder} ${index.mtimeMs} ${index.size}`;
      if (stamp !== this.#stamp) this.#files = await readFiles(folder);
      this.#stamp = stamp;
      return true;
    }
    return false;
  }
}

async function readFiles(folder: URL): Promise<ReadonlyMap<string, PageFile>> {
  const names = await readdir(fileURLToPath(folder), { recursive: true });
  const paths = new Set(names.map((name) => name.replaceAll('\\', '/')));
  const files = new Map<string, PageFile>();
  for (const path of paths) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    const bytes = await readFile(new URL(path, folder));
    files.set(path, {
      type,
      bytes,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      isImmutable: path.startsWith('assets/'),
      br: paths.has(`${path}.br`) ? await readFile(new URL(`${path}.br`, folder)) : undefined,
    });
  }
  return files;
}
