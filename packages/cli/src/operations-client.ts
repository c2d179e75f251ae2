/** Talks to a running server over its operations port. Loads little, so that a command answers at once. */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { OperationsApi } from '@sampan/api';
import { type Client, createClient, type Fetch, Refused as NotDone } from '@sampan/api/client';
import { type Input, UsageError } from './command.ts';
import { newIdempotencyKey } from './idempotency-key.system.ts';
import { dataFolderPath, readRunning } from './running-server.ts';

/** A reply of the operations API: a JSON object. */
export type Answer = Readonly<Record<string, unknown>>;

/** The server did not do it; `code` says why, such as `wallet-unknown`. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A reply that is no JSON, as it comes in. */
export interface Download {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly chunks: AsyncIterable<Buffer>;
}

export interface Operations {
  /** Calls a declared route. */
  readonly call: Client<OperationsApi>;
  /** For a request that moves money: with an `Idempotency-Key`, and sent once more when the connection
   * is lost before the answer. */
  readonly callOnce: Client<OperationsApi>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: Answer): Promise<Answer>;
  /** A request that moves money: with an `Idempotency-Key`, so that it is sent again when the
   * connection is lost before the answer, once. */
  postOnce(path: string, body?: Answer): Promise<Answer>;
  put(path: string, body: Answer): Promise<Answer>;
  patch(path: string, body: Answer): Promise<Answer>;
  remove(path: string): Promise<Answer>;
  download(path: string): Promise<Download>;
}

/** Finds the server that `--admin` or the data folder names. */
export async function findOperations(input: Input): Promise<Operations> {
  const dataFolder = dataFolderPath(input.option('data'));
  const url = await findAddress(input, dataFolder);
  const token = await findToken(input, dataFolder);
  const { spelled } = input;
  const client = createClient<OperationsApi>({
    url: `${url.origin}${url.pathname}`,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    fetch: fetchBy(url),
  });
  const call: Operations['call'] = (name, ...asked) =>
    client(name, ...asked).catch((error: unknown) => {
      throw error instanceof NotDone ? inWords(error.status, error, spelled) : error;
    });
  return {
    call,
    callOnce(name, ...asked) {
      const keyed = [
        { ...asked[0], idempotencyKey: newIdempotencyKey() },
      ] as unknown as typeof asked;
      return call(name, ...keyed).catch((error: unknown) => {
        if (!isLost(error)) throw error;
        return call(name, ...keyed);
      });
    },
    get: (path) => ask({ url, token, spelled, method: 'GET', path }),
    post: (path, body) => ask({ url, token, spelled, method: 'POST', path, body }),
    postOnce: (path, body) => askOnce({ url, token, spelled, method: 'POST', path, body }),
    put: (path, body) => ask({ url, token, spelled, method: 'PUT', path, body }),
    patch: (path, body) => ask({ url, token, spelled, method: 'PATCH', path, body }),
    remove: (path) => ask({ url, token, spelled, method: 'DELETE', path }),
    download: (path) => download({ url, token, spelled, method: 'GET', path }),
  };
}

async function findAddress(input: Input, dataFolder: string): Promise<URL> {
  const asked = input.option('admin');
  if (asked !== undefined) {
    const url = URL.canParse(asked) ? new URL(asked) : undefined;
    if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
    throw new UsageError(`--admin ${asked} is no http address`);
  }
  const running = await readRunning(dataFolder);
  if (running) return new URL(running.admin);
  throw new Error(
    `No server runs on ${dataFolder}; run sampan start, or name one with --data or --admin`,
  );
}

/** A sandbox needs none, so it may be missing. */
async function findToken(input: Input, dataFolder: string): Promise<string | undefined> {
  const given = input.environment['SAMPAN_ADMIN_TOKEN'];
  if (given) return given;
  const kept = await readFile(join(dataFolder, 'operator-token'), 'utf8').catch(() => '');
  return kept.trim() || undefined;
}

interface Question {
  readonly url: URL;
  readonly token: string | undefined;
  readonly spelled: Input['spelled'];
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: Answer | undefined;
  readonly key?: string;
}

async function ask(question: Question): Promise<Answer> {
  const reply = await exchange(question);
  const answer = parseObject(await wholeText(reply));
  if (isGood(reply) && answer) return answer;
  throw refusalOf(question, reply, answer);
}

async function askOnce(question: Question): Promise<Answer> {
  const keyed = { ...question, key: newIdempotencyKey() };
  try {
    return await ask(keyed);
  } catch (error) {
    if (!isLost(error)) throw error;
    return ask(keyed);
  }
}

/** The connection broke after the server was reached; it may have done what it was asked. */
function isLost(error: unknown): boolean {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  const lost = (each: unknown) => each === 'ECONNRESET' || each === 'EPIPE';
  return lost(code) || lost((cause as { readonly code?: unknown } | undefined)?.code);
}

async function download(question: Question): Promise<Download> {
  const reply = await exchange(question);
  if (isGood(reply)) return { headers: reply.headers, chunks: reply };
  throw refusalOf(question, reply, parseObject(await wholeText(reply)));
}

const isGood = ({ statusCode = 0 }: IncomingMessage): boolean =>
  statusCode >= 200 && statusCode < 300;

function refusalOf(
  { url, spelled }: Question,
  { statusCode }: IncomingMessage,
  answer?: Answer,
): Error {
  const problem = answer?.['error'] as { code?: unknown; message?: unknown } | undefined;
  const said = String(problem?.message ?? `The server at ${url.origin} answered ${statusCode}`);
  return inWords(statusCode, { code: String(problem?.code), message: said }, spelled);
}

function inWords(
  status: number | undefined,
  { code, message }: Pick<NotDone, 'code' | 'message'>,
  spelled: Input['spelled'],
): Error {
  const said = inOptions(message, spelled);
  return status === 400 ? new UsageError(said) : new Refused(code, said);
}

/**
 * The message with the options of the command in place of the API's fields. A field is named first,
 * or in camel case, which no other word is.
 */
const inOptions = (message: string, spelled: Input['spelled']): string =>
  message.replace(/^[a-z]\w*(?= must be )|\b[a-z]+[A-Z]\w*/g, (word) => spelled(word) ?? word);

async function wholeText(reply: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function exchange({ url, token, method, path, body, key }: Question): Promise<IncomingMessage> {
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && { 'content-type': 'application/json' }),
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  const base = url.pathname.replace(/\/$/, '');
  return send(url, { method, path: `${base}${path}`, headers, body: body && JSON.stringify(body) });
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Node's fetch would cost a quarter of the time that a command may take. */
async function send(url: URL, { body, ...options }: Sent): Promise<IncomingMessage> {
  const { request } = await (url.protocol === 'https:'
    ? import('node:https')
    : import('node:http'));
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve);
    sent.on('error', (cause) => {
      reject(new Error(`No server answers at ${url.origin}`, { cause }));
    });
    sent.end(body);
  });
}

const fetchBy =
  (url: URL): Fetch =>
  async (address, { body, ...asked }) => {
    const { pathname, search } = new URL(address);
    const reply = await send(url, { ...asked, path: `${pathname}${search}`, body });
    return { status: reply.statusCode ?? 0, text: () => wholeText(reply) };
  };

function parseObject(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Answer) : undefined;
  } catch {
    return undefined;
  }
}
