/** Talks to a running server over its operations port. Loads little, so that a command answers at once. */
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { OperationsApi } from '@sampan/api';
import {
  type Answered,
  type Client,
  createClient,
  type Fetch,
  Refused as NotDone,
  type Streams,
} from '@sampan/api/client';
import { type Input, UsageError } from './command.ts';
import { newIdempotencyKey } from './idempotency-key.system.ts';
import { dataFolderPath, readRunning } from './running-server.ts';

/** The server did not do it; `code` says why, such as `wallet-unknown`. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** An answer as it comes in. */
interface Incoming extends Answered {
  readonly headers: IncomingHttpHeaders;
  readonly chunks: AsyncIterable<Buffer>;
}

export interface Operations extends Streams<OperationsApi, Incoming> {
  /** Calls a declared route. */
  readonly call: Client<OperationsApi>;
  /** For a request that moves money: with an `Idempotency-Key`, and sent once more when the connection
   * is lost before the answer. */
  readonly callOnce: Client<OperationsApi>;
}

/** Finds the server that `--admin` or the data folder names. */
export async function findOperations(input: Input): Promise<Operations> {
  const dataFolder = dataFolderPath(input.option('data'));
  const url = inWorld(await findAddress(input, dataFolder), input.option('world'));
  return operationsAt(url, await findToken(input, dataFolder), input.spelled);
}

/** The sandbox of this machine that `--admin` or the data folder names; without a token, so nothing else. */
export async function findSandbox(input: Input, world: string | undefined): Promise<Operations> {
  const address = await findAddress(input, dataFolderPath(input.option('data')));
  if (!isLoopback(address)) {
    throw new UsageError(`${address.origin} is not on this machine; name a sandbox on 127.0.0.1`);
  }
  return operationsAt(inWorld(address, world), undefined, () => undefined);
}

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.[0-9]{1,3}){3}$/.test(hostname);

function operationsAt(url: URL, token: string | undefined, spelled: Input['spelled']): Operations {
  const clientWith = (headers: Readonly<Record<string, string>>) =>
    createClient<OperationsApi, Incoming>({
      url: `${url.origin}${url.pathname}`,
      headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      fetch: fetchBy(url),
    });
  const client = clientWith({});
  const fail = (error: unknown): never => {
    throw error instanceof NotDone ? inWords(error, spelled) : error;
  };
  return {
    call: (name, ...asked) => client(name, ...asked).catch(fail),
    callOnce(name, ...asked) {
      const once = clientWith({ 'idempotency-key': newIdempotencyKey() });
      return once(name, ...asked)
        .catch((error: unknown) => {
          if (!isLost(error)) throw error;
          return once(name, ...asked);
        })
        .catch(fail);
    },
    stream: (name, ...asked) => client.stream(name, ...asked).catch(fail),
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

/** Every path of the operations API exists below `/w/WORLD` too. */
function inWorld(url: URL, world: string | undefined): URL {
  if (world === undefined) return url;
  if (!/^[a-z0-9-]+$/.test(world)) throw new UsageError(`--world ${world} is no name of a world`);
  const inside = new URL(url);
  inside.pathname = `${url.pathname.replace(/\/$/, '')}/w/${world}`;
  return inside;
}

/** A sandbox needs none, so it may be missing. */
async function findToken(input: Input, dataFolder: string): Promise<string | undefined> {
  const given = input.environment['SAMPAN_ADMIN_TOKEN'];
  if (given) return given;
  const kept = await readFile(join(dataFolder, 'operator-token'), 'utf8').catch(() => '');
  return kept.trim() || undefined;
}

/** The connection broke after the server was reached; it may have done what it was asked. */
function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const lost = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
  return lost || isLost(error.cause);
}

function inWords({ status, code, message }: NotDone, spelled: Input['spelled']): Error {
  const said = inOptions(message, spelled);
  return status === 400 ? new UsageError(said) : new Refused(code, said);
}

/**
 * The message with the options of the command in place of the API's fields. A field is named first,
 * or in camel case, which no other word is.
 */
const inOptions = (message: string, spelled: Input['spelled']): string =>
  message.replace(/^[a-z]\w*(?= must be )|\b[a-z]+[A-Z]\w*/g, (word) => spelled(word) ?? word);

/** Node's fetch would cost a quarter of the time that a command may take. */
const fetchBy =
  (url: URL): Fetch<Incoming> =>
  async (address, { body, ...asked }) => {
    const { pathname, search } = new URL(address);
    const reply = await send(url, { ...asked, path: `${pathname}${search}`, body });
    return {
      status: reply.statusCode ?? 0,
      headers: reply.headers,
      chunks: reply,
      text: () => wholeText(reply),
    };
  };

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

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

async function wholeText(reply: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
