/** Reads a curl command line as a shell would split it. */
import { ok, problem, type Result } from '@sampan/primitives';
import type { ExplainInput } from './input-kind.ts';

/** Options of curl with a value that says nothing about the request. */
const skipped =
  /^(?:-[oAebuxmTKCEPQYyztwDc]|--(?:output|user-agent|referer|cookie|user|proxy|max-time|connect-timeout|cacert|cert|key|resolve|write-out|retry))$/;
const dataOptions = /^(?:-d|--data|--data-raw|--data-ascii|--data-binary)$/;

export function readCurl(line: string): Result<ExplainInput, string> {
  const words = wordsOf(line.replace(/^\$\s*/, ''));
  if (!words) return problem('the curl command has a quote without an end');
  let url = '';
  let method: string | undefined;
  let contentType: string | undefined;
  let isGet = false;
  const data: string[] = [];
  for (let index = 1; index < words.length; index += 1) {
    const [word, joined] = split(words[index] ?? '');
    const value = () => joined ?? words[++index] ?? '';
    if (word === '-X' || word === '--request') method = value();
    else if (word === '-H' || word === '--header') {
      const header = value();
      contentType = /^content-type\s*:\s*(.*)$/i.exec(header)?.[1] ?? contentType;
    } else if (dataOptions.test(word)) data.push(value());
    else if (word === '--data-urlencode') data.push(encoded(value()));
    else if (word === '-F' || word === '--form') {
      return problem('curl -F is a multipart body: give the raw HTTP request instead');
    } else if (word === '-G' || word === '--get') isGet = true;
    else if (word === '--url') url = value();
    else if (skipped.test(word)) value();
    else if (!word.startsWith('-')) url = word;
  }
  if (url === '' && data.length === 0) return problem('the curl command has no address');
  if (data.some((text) => text.startsWith('@'))) {
    return problem('the curl command reads its data from a file: give that file instead');
  }
  const form = data.join('&');
  const mark = url.indexOf('?');
  const query = mark < 0 ? '' : url.slice(mark + 1);
  const asQuery = isGet ? [query, form].filter(Boolean).join('&') : query;
  const body = !isGet && data.length > 0 ? Buffer.from(form, 'latin1') : undefined;
  const request = {
    method: method ?? (body ? 'POST' : 'GET'),
    query: asQuery,
    ...(contentType !== undefined && { contentType }),
    ...(body && { body }),
  };
  return ok({ kind: 'curl', record: { request } });
}

/** `--request=POST` and `-XPOST` are one word. */
function split(word: string): readonly [string, string | undefined] {
  const long = /^(--[\w-]+)=(.*)$/s.exec(word);
  if (long) return [long[1] ?? '', long[2]];
  const short = /^(-[XHdFo])(.+)$/s.exec(word);
  return short ? [short[1] ?? '', short[2]] : [word, undefined];
}

/** As curl encodes `name=value`; the text has one character per byte. */
function encoded(text: string): string {
  const sign = text.indexOf('=');
  const name = sign < 0 ? '' : text.slice(0, sign + 1);
  const value = text.slice(sign + 1);
  const percent = (character: string): string =>
    `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  return name + value.replace(/[^A-Za-z0-9\-._~]/g, percent);
}

/** The words of a command line, with quotes and backslashes; undefined for an open quote. */
function wordsOf(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; ) {
    const character = line[at] ?? '';
    if (character === "'" || line.startsWith("$'", at)) {
      const from = at + (character === '$' ? 2 : 1);
      const end = line.indexOf("'", from);
      if (end < 0) return undefined;
      word = (word ?? '') + line.slice(from, end);
      at = end + 1;
    } else if (character === '"') {
      const quoted = /^"((?:[^"\\]|\\[\s\S])*)"/.exec(line.slice(at));
      if (!quoted) return undefined;
      word = (word ?? '') + (quoted[1] ?? '').replace(/\\(["\\$`])|\\\r?\n/g, '$1');
      at += quoted[0].length;
    } else if (character === '\\') {
      const continued = /^\\\r?\n/.exec(line.slice(at, at + 3));
      if (!continued) word = (word ?? '') + (line[at + 1] ?? '');
      at += continued?.[0].length ?? 2;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
    } else {
      word = (word ?? '') + character;
      at += 1;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}
