/** The names of what a text of a catalogue leaves open. */
export const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name).sort();
