/** Markdown of tables and blocks, in one language. */
import { posix } from 'node:path';
import type { Contract, Presence } from '../src/index.ts';
import {
  type ErrorEntry,
  type FieldEntry,
  type Language,
  languages,
  retries,
  say,
  type Text,
  typeIn,
} from '../src/reference/index.ts';
import { languageNames, presenceWords, words } from './words.ts';

export const note = '<!-- Made by `npm run reference` from packages/protocol; do not edit. -->';

/** Where a page is: `zh-Hans/services/refund.md` below docs/reference. */
export const placeOf = (page: string, language: Language): string =>
  language === 'en' ? page : `${language}/${page}`;

/** The link from one page to another of the same language. */
export const linkTo = (from: string, to: string): string => posix.relative(posix.dirname(from), to);

/** A page's beginning: title, note, and the same page in the other languages. */
export function opening(title: string, page: string, language: Language): readonly string[] {
  const own = placeOf(page, language);
  const others = languages.map((other) =>
    other === language
      ? languageNames[other]
      : `[${languageNames[other]}](${linkTo(own, placeOf(page, other))})`,
  );
  return [`# ${title}`, note, others.join(' · ')];
}

export const code = (text: string): string => `\`${text}\``;

export const block = (kind: string, text: string): string =>
  `\`\`\`${kind}\n${text.replace(/\n$/, '')}\n\`\`\``;

/** A table; bars inside cells are escaped. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The table of the fields of a message. */
export function fieldTable(
  head: Text,
  fields: readonly FieldEntry[],
  language: Language,
  presences: Readonly<Record<Presence, Text>> = presenceWords,
  contracts: readonly Contract[] = ['hk', 'global'],
): string {
  const { type, meaning, example, also } = words;
  const heads = [head, type, ...contracts.map((each) => words[each]), meaning, example];
  const rows = flat(fields).map(({ name, field }) => {
    const aliases = field.aliases.map((alias) => `${say(also, language)} ${code(alias)}`);
    const end = language === 'en' ? '.' : '。';
    return [
      code(name),
      typeIn(field.type, language),
      ...contracts.map((each) => say(presences[field.presence[each]], language)),
      [say(field.meaning, language), ...aliases.map((alias) => alias + end)].join(
        language === 'en' ? ' ' : '',
      ),
      field.example === undefined ? '' : code(field.example),
    ];
  });
  return table(
    heads.map((each) => say(each, language)),
    rows,
  );
}

interface Flat {
  readonly name: string;
  readonly field: FieldEntry;
}

/** Fields with their members: `biz_data.store_id`, `goods_detail[].price`. */
export const flat = (fields: readonly FieldEntry[], prefix = ''): readonly Flat[] =>
  fields.flatMap((field) => {
    const name = `${prefix}${field.name}`;
    const isList = field.type.includes('list');
    return [{ name, field }, ...flat(field.members, `${name}${isList ? '[]' : ''}.`)];
  });

/** The table of the error codes of a service. */
export const errorTable = (errors: readonly ErrorEntry[], language: Language): string =>
  table(
    [words.code, words.meaning, words.todo, words.retry].map((each) => say(each, language)),
    errors.map(({ code: word, means, todo, retry }) => [
      code(word),
      ...[means, todo, retries[retry]].map((each) => say(each, language)),
    ]),
  );

/** XML with an element on each line. */
export function indented(xml: string): string {
  let depth = 0;
  return xml
    .replace(/>(?=<)/g, '>\n')
    .split('\n')
    .map((line) => {
      if (line.startsWith('</')) depth -= 1;
      const text = '  '.repeat(depth) + line;
      if (/^<[^?/!]/.test(line) && !line.includes('</')) depth += 1;
      return text;
    })
    .join('\n');
}
