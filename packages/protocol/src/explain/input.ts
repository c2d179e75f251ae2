/**
 * Reads what people have of a request: raw HTTP, a curl command line, a URL, a form, a record of an
 * exchange as JSON, a reply, or the code of a refusal.
 */
import { ok, problem, type Result } from '@sampan/primitives';
import { isErrorCode } from '../error-codes.ts';
import type { RawRequest } from '../request.ts';
import { readCurl } from './curl.ts';
import type { ExplainInput } from './input-kind.ts';

/** A request is at most as long as the gateway takes, with room for its head. */
const bytesMax = 262_144;

/** The request in that text, or a sentence that says why there is none. */
export function readExplainInput(bytes: Buffer): Result<ExplainInput, string> {
  if (bytes.length === 0) return problem('the input is empty');
  if (bytes.length > bytesMax) {
    return problem(`the input has ${bytes.length} bytes; a request has at most ${bytesMax}`);
  }
  if (bytes.includes(0)) return problem('the input is binary, not a request');
  // One character per byte: escapes and charsets are read later.
  const text = bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  const start = text.trim();
  if (start === '') return problem('the input is empty');
  if (isErrorCode(start)) return ok({ kind: 'code', code: start });
  if (start.startsWith('{')) return readJson(bytes.toString('utf8'));
  if (/^(?:GET|POST) \S+/.test(start)) return readHttp(text.trimStart());
  if (/^(?:\$\s*)?curl\s/.test(start)) return readCurl(start);
  if (start.startsWith('<')) return readReply(start);
  if (/^https?:\/\/\S+$/i.test(start)) return ok(ofUrl(start));
  if (!/\s/.test(start.replace(/\s+$/, '')) || /^[\w.]+=/.test(start)) {
    if (start.includes('=')) return ok(ofForm(start));
  }
  return problem(
    'it is no request: give raw HTTP, a curl command line, a URL, a form body, a record as JSON, ' +
      'a reply, or an error code',
  );
}

const queryOf = (url: string): string => {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1).replace(/#.*$/, '');
};

const ofUrl = (url: string): ExplainInput => ({
  kind: 'url',
  record: { request: { method: 'GET', query: queryOf(url) } },
});

/** A form may have been pasted over several lines. */
const ofForm = (form: string): ExplainInput => ({
  kind: 'form',
  record: { request: bodyOnly(Buffer.from(form.replace(/[\r\n]+\s*/g, ''), 'latin1')) },
});

const bodyOnly = (body: Buffer): RawRequest => ({ method: 'POST', query: '', body });

function readHttp(text: string): Result<ExplainInput, string> {
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index ?? text.length);
  const [line = '', ...headers] = head.split(/\r?\n/);
  const [method = '', target = ''] = line.split(' ');
  const contentType = headers
    .map((header) => /^content-type\s*:\s*(.*)$/i.exec(header)?.[1])
    .find((value) => value !== undefined);
  const rest = end ? text.slice(end.index + end[0].length) : '';
  // An editor ends a file with a line end, which is no part of a form.
  const body = /multipart/i.test(contentType ?? '') ? rest : rest.replace(/[\r\n]+$/, '');
  const request = {
    method,
    query: queryOf(target),
    ...(contentType !== undefined && { contentType: contentType.trim() }),
    ...(body !== '' && { body: Buffer.from(body, 'latin1') }),
  };
  return ok({ kind: 'http', record: { request } });
}

/** A reply says only its code. */
function readReply(text: string): Result<ExplainInput, string> {
  for (const name of ['error', 'detail_error_code', 'refund_error_code', 'response_code']) {
    const code = new RegExp(`<${name}>([A-Z_]{1,64})</${name}>`).exec(text)?.[1] ?? '';
    if (isErrorCode(code)) return ok({ kind: 'reply', code });
  }
  return problem('the reply has no error code');
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textIn = (value: Json, name: string): string | undefined => {
  const found = value[name];
  return typeof found === 'string' ? found : undefined;
};

/** A record of an exchange: `{request: {method, query, contentType, body}, refusal, stored}`. */
function readJson(text: string): Result<ExplainInput, string> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return problem('the JSON is broken');
  }
  const request = isObject(read) ? read['request'] : undefined;
  if (!isObject(read) || !isObject(request)) {
    return problem('the JSON has no request: {"request": {"method", "query", "body"}}');
  }
  const bodyBase64 = textIn(request, 'bodyBase64');
  const bodyText = textIn(request, 'body');
  const contentType = textIn(request, 'contentType');
  const body =
    bodyBase64 !== undefined
      ? Buffer.from(bodyBase64, 'base64')
      : bodyText !== undefined
        ? Buffer.from(bodyText, 'utf8')
        : undefined;
  const refusal = isObject(read['refusal']) ? read['refusal'] : {};
  const code = textIn(refusal, 'code');
  const reason = textIn(refusal, 'reason');
  const level = textIn(refusal, 'level');
  const contract = textIn(read, 'contract');
  const stored = isObject(read['stored']) ? textsIn(read['stored']) : undefined;
  return ok({
    kind: 'json',
    record: {
      request: {
        method: textIn(request, 'method') ?? (body ? 'POST' : 'GET'),
        query: textIn(request, 'query') ?? '',
        ...(contentType !== undefined && { contentType }),
        ...(body && { body }),
      },
      ...(code !== undefined && {
        refusal: {
          code,
          ...(reason !== undefined && { reason }),
          ...((level === 'gateway' || level === 'business') && { level }),
        },
      }),
      ...((contract === 'hk' || contract === 'global') && { contract }),
      ...(stored && { stored }),
    },
  });
}

const textsIn = (value: Json): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
