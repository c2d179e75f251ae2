/** Finds the place of a fault in the text of a scenario. */

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a JSON text stops being one; undefined when it is JSON. Browsers name the place in some messages only. */
export function jsonFault(text: string): Place | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return placeAt(text, new JsonReader(text).fault());
  }
}

/** Reads JSON up to its first fault. */
class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  fault(): number {
    if (this.#value()) this.#skip(/\s*/y);
    return this.#at;
  }

  #value(): boolean {
    this.#skip(/\s*/y);
    const first = this.#text[this.#at];
    if (first === '{') return this.#list('}', () => this.#member());
    if (first === '[') return this.#list(']', () => this.#value());
    return this.#skip(scalar);
  }

  #member(): boolean {
    return this.#skip(/\s*/y) && this.#skip(string) && this.#skip(/\s*:/y) && this.#value();
  }

  #list(end: '}' | ']', item: () => boolean): boolean {
    this.#at += 1;
    this.#skip(/\s*/y);
    if (this.#text[this.#at] === end) return this.#step();
    for (;;) {
      if (!item()) return false;
      this.#skip(/\s*/y);
      const next = this.#text[this.#at];
      if (next === end) return this.#step();
      if (next !== ',') return false;
      this.#step();
    }
  }

  #step(): boolean {
    this.#at += 1;
    return true;
  }

  /** Goes on behind what fits here; false when nothing does. */
  #skip(what: RegExp): boolean {
    what.lastIndex = this.#at;
    const found = what.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found !== null;
  }
}

const string = /"(?:[^"\\\n]|\\.)*"/y;
const scalar = /"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The line of a field such as `then[0].anwser`: that of its name, after those of the names before it. */
export function fieldPlace(text: string, field: string): Place {
  let at = 0;
  for (const name of field.match(/[A-Za-z_]\w*/g) ?? []) {
    const found = text.indexOf(`"${name}"`, at);
    if (found < 0) break;
    at = found;
  }
  return placeAt(text, at);
}

function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
