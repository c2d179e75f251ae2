/** Where a member stands in a JSON text. */

/** `line 3, column 7` of a position. */
export function placeAt(text: string, position: number): string {
  const lines = text.slice(0, position).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

/**
 * The position of the member at a path such as `then[1].answer`, or of the innermost part of the path that is
 * there. The text is valid JSON. A member's name may have dots: `when.fields.extend_info.store_id`.
 */
export function positionOf(text: string, path: string): number {
  const scan = new Scan(text);
  return scan.find(path.replaceAll(/\[(\d+)\]/g, '.$1').replace(/^\./, ''));
}

class Scan {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** From the start of a value. */
  find(path: string): number {
    this.#skipBlanks();
    const start = this.#at;
    const first = this.#text[start];
    if (path === '' || (first !== '{' && first !== '[')) return start;
    this.#at++;
    for (let index = 0; ; index++) {
      this.#skipBlanks();
      if (this.#text[this.#at] === '}' || this.#text[this.#at] === ']') return start;
      const memberStart = this.#at;
      const name = first === '{' ? this.#readName() : String(index);
      if (path === name) return memberStart;
      if (path.startsWith(`${name}.`)) {
        this.#skipBlanks();
        return this.find(path.slice(name.length + 1));
      }
      this.#skipValue();
      this.#skipBlanks();
      if (this.#text[this.#at] === ',') this.#at++;
    }
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #readName(): string {
    const start = this.#at;
    this.#skipString();
    const name: unknown = JSON.parse(this.#text.slice(start, this.#at));
    this.#skipBlanks();
    this.#at++;
    return String(name);
  }

  #skipString(): void {
    this.#at++;
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at++;
  }

  #skipValue(): void {
    this.#skipBlanks();
    for (let depth = 0; ; ) {
      const character = this.#text[this.#at] ?? ',';
      if (character === '"') this.#skipString();
      else if (depth === 0 && /[,\]}]/.test(character)) return;
      else {
        if (/[{[]/.test(character)) depth++;
        if (/[}\]]/.test(character)) depth--;
        this.#at++;
      }
    }
  }
}
