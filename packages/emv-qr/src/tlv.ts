import { ok, problem, type Result } from './problem.ts';

/** One piece of a code: two digits say what it is, two how long it is. */
export interface DataObject {
  readonly id: string;
  readonly value: string;
}

/** An object that was read, and where its value begins. */
export interface PlacedObject extends DataObject {
  readonly at: number;
}

/** Where the text stands in the whole code. */
export interface Place {
  /** `26.` for the objects of a template. */
  readonly prefix: string;
  readonly at: number;
}

const whole: Place = { prefix: '', at: 0 };

/**
 * Splits a text into its objects. A length counts characters, not bytes and not halves of surrogate
 * pairs, so a text is an array here.
 */
export function readObjects(
  characters: readonly string[],
  { prefix, at: start }: Place = whole,
): Result<readonly PlacedObject[]> {
  const objects: PlacedObject[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < characters.length; ) {
    const id = characters.slice(at, at + 2).join('');
    const length = characters.slice(at + 2, at + 4).join('');
    const field = `${prefix}${id}`;
    const place = start + at;
    if (!twoDigits.test(id)) return problem('length', field, place, 'two digits must be here');
    if (!twoDigits.test(length) || length === '00') {
      return problem('length', field, place, 'its length must be 01 to 99');
    }
    const end = at + 4 + Number(length);
    if (end > characters.length) {
      return problem(
        'length',
        field,
        place,
        `the code ends before its ${Number(length)} characters`,
      );
    }
    if (seen.has(id)) return problem('repeated', field, place, 'it is there twice');
    seen.add(id);
    objects.push({ id, value: characters.slice(at + 4, end).join(''), at: place + 4 });
    at = end;
  }
  return ok(objects);
}

/** Writes objects in the given order; those without text are left out. */
export function writeObjects(objects: Iterable<DataObject>, prefix = ''): Result<string> {
  let text = '';
  const seen = new Set<string>();
  for (const { id, value } of objects) {
    const field = `${prefix}${id}`;
    const at = [...text].length;
    if (!twoDigits.test(id)) return problem('value', field, at, 'an id is two digits');
    if (seen.has(id)) return problem('repeated', field, at, 'it is there twice');
    seen.add(id);
    if (value === '') continue;
    if (halfCharacter.test(value)) return problem('value', field, at, 'half of a character');
    const { length } = [...value];
    if (length > 99) return problem('too-long', field, at, `${length} characters, at most 99`);
    text += `${id}${String(length).padStart(2, '0')}${value}`;
  }
  return ok(text);
}

const twoDigits = /^\d\d$/;

// With `u` a range of surrogates matches only lone ones.
const halfCharacter = /[\ud800-\udfff]/u;
