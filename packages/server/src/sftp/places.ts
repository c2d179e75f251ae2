/** Where a client's path leads: two folders with the same files in them, and nothing else (14 §2). */

/** The folder that global partners know; Hong Kong partners look in the root. */
const download = 'download';

export type Folder = '/' | '/download';

export type Place =
  | { readonly kind: 'folder'; readonly path: Folder }
  /** A name that a file may have; whether there is one is not known yet. */
  | { readonly kind: 'file'; readonly path: string; readonly name: string };

const pathBytesMax = 1_024;
const nameBytesMax = 255;

/** No control characters, no half of a surrogate pair, nothing that another system takes for a path. */
const namePattern = /^[^/\\\p{Cc}\p{Cs}\uFFFD]+$/u;

/**
 * Where a path leads, seen from the root: `.` and `..` are followed as they stand, `..` of the root
 * is the root. Undefined when nothing can be there.
 */
export function placeOf(path: string): Place | undefined {
  if (Buffer.byteLength(path) > pathBytesMax) return undefined;
  const steps = path.split('/');
  const [first, second, ...rest] = followed(steps);
  if (first === undefined) return { kind: 'folder', path: '/' };
  if (first === download && second === undefined) return { kind: 'folder', path: '/download' };
  const isInside = first === download;
  const name = isInside ? second : first;
  const beyond = isInside ? rest.length : rest.length + (second === undefined ? 0 : 1);
  if (name === undefined || beyond > 0 || endsInFolder(steps) || !isName(name)) return undefined;
  return { kind: 'file', path: isInside ? `/${download}/${name}` : `/${name}`, name };
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

/** The folder that is shown inside another; only the root has one. */
export const folderIn = (path: Folder): string | undefined => (path === '/' ? download : undefined);
