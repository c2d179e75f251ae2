/** What this browser remembers between visits; nothing depends on it. */
import { type Language, languageFor } from '../shared/index.ts';

const nameOf = (what: string): string => `sampan-inspector-${what}`;

function read(what: string): string | undefined {
  try {
    return localStorage.getItem(nameOf(what)) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(what: string, text: string): void {
  try {
    localStorage.setItem(nameOf(what), text);
  } catch {
    // A browser may refuse to store anything.
  }
}

export const remembered = {
  language: (): Language => languageFor([read('language') ?? '', ...navigator.languages]),
  keepLanguage: (language: Language) => write('language', language),
  /** The programming language of the reader. */
  code: (): string => read('code') ?? '',
  keepCode: (language: string) => write('code', language),
};
