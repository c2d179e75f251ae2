/** Resolves a client's path: there are two folders with the same files, and nothing else. */

export type Place =
  | { readonly kind: 'folder'; readonly path: string }
  /** A valid file name; whether the file exists is not known yet. */
  | { readonly kind: 'file'; readonly path: string; readonly name: string };

const pathBytesMax = 1_024;
const nameBytesMax = 255;

/** No control characters, no lone surrogates, no path separators of any system. */
const namePattern = /^[^/\\\p{Cc}\p{Cs}\uFFFD]+$/u;

/** The root and one folder in it, `new Places('download')`. */
export class Places {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Resolves a path from the root: `.` and `..` are resolved lexically, `..` of the root is the
   * root. Undefined when nothing can be there.
   */
  find(path: string): Place | undefined {
    if (Buffer.byteLength(path) > pathBytesMax) return undefined;
    const steps = path.split('/');
    const [first, second, ...rest] = followed(steps);
    if (first === undefined) return { kind: 'folder', path: '/' };
    const isInside = first === this.#folder;
    if (isInside && second === undefined) return { kind: 'folder', path: `/${first}` };
    const name = isInside ? second : first;
    const beyond = isInside ? rest.length : rest.length + (second === undefined ? 0 : 1);
    if (name === undefined || beyond > 0 || endsInFolder(steps) || !isName(name)) return undefined;
    return { kind: 'file', path: isInside ? `/${first}/${name}` : `/${name}`, name };
  }

  /** The folder inside another; only the root has one. */
  folderIn(path: string): string | undefined {
    return path === '/' ? this.#folder : undefined;
  }
}

function followed(steps: readonly string[]): string[] {
  const names: string[] = [];
  for (const step of steps) {
    if (step === '..') names.pop();
    else if (step !== '' && step !== '.') names.push(step);
  }
  return names;
}

/** `name/` and `name/.` can only be folders. */
function endsInFolder(steps: readonly string[]): boolean {
  const last = steps.at(-1);
  return last === '' || last === '.' || last === '..';
}

const isName = (text: string): boolean =>
  namePattern.test(text) && Buffer.byteLength(text) <= nameBytesMax;
