/** Posts notifications over HTTP: connections are kept and shared, and only checked ones are made. */
import { type LookupAddress, promises } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Timers } from '@sampan/primitives';
import { isAcknowledged } from '@sampan/protocol';
import { Agent, type Dispatcher } from 'undici';
import { namesOwnNetwork, type Target, targetOf } from './address.ts';
import { Deadlines } from './deadlines.ts';
import type { Answer } from './delivery.ts';
import { isPublicAddress } from './own-network.ts';
import type { NotificationSettings } from './settings.ts';

export interface Message {
  readonly url: string;
  readonly contentType: string;
  /** Percent-encoded, so ASCII in every charset. */
  readonly body: string;
}

export interface Sender {
  /** Makes one attempt. Never rejects. */
  send(message: Message): Promise<Answer>;
  /** Ends the connections; nothing is under way any more. */
  close(): Promise<void>;
}

/** Names to addresses, all of them. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface SenderOptions {
  readonly settings: Pick<NotificationSettings, 'timeout' | 'ownNetwork'>;
  readonly timers: Timers;
  readonly resolve?: Resolve;
}

/** Nobody needs more to say `success`; a page of HTML is not read to its end. */
const answerMaxBytes = 4_096;
const keptBytes = 1_024;

/**
 * Some receivers close an idle connection after two seconds and do not say so. What is sent just then is
 * lost, and would only be sent again minutes later; so we close before they do.
 */
const idleMaxMs = 1_000;

const systemResolve: Resolve = (hostname) => promises.lookup(hostname, { all: true });

export function createSender({ settings, timers, resolve = systemResolve }: SenderOptions): Sender {
  const isChecked = settings.ownNetwork === 'refused';
  const deadlines = new Deadlines(timers, settings.timeout);
  const agent = new Agent({
    pipelining: 1,
    keepAliveTimeout: idleMaxMs,
    keepAliveMaxTimeout: 10 * idleMaxMs,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { lookup: checkedLookup(resolve, isChecked), timeout: settings.timeout },
  });
  return {
    async send(message) {
      const target = targetOf(message.url);
      if (!target.ok) return unsent(target.problem, 'never');
      if (isChecked && namesOwnNetwork(target.value)) return unsent(ownNetwork, 'no-answer');
      const startedMs = timers.monotonicMs();
      const { status, bytes, error } = await post(agent, target.value, message, deadlines);
      const isGood = error === undefined && status !== undefined && status >= 200 && status < 300;
      return {
        status,
        // A text in the database cannot hold the character zero.
        body: status === undefined ? undefined : kept(bytes),
        durationMs: timers.monotonicMs() - startedMs,
        error,
        result: isGood && isAcknowledged(bytes) ? 'acknowledged' : failed(status, error),
      };
    },
    close: () => agent.destroy(),
  };
}

const timeIsOver = 'timeout';
const ownNetwork = 'the address points into the own network';

const unsent = (error: string, result: Answer['result']): Answer => ({
  status: undefined,
  body: undefined,
  durationMs: 0,
  error,
  result,
});

/** A receiver that begins to answer and does not end is as slow as one that never begins. */
const failed = (status: number | undefined, error: string | undefined): Answer['result'] =>
  status === undefined || error === timeIsOver ? 'no-answer' : 'not-acknowledged';

const kept = (bytes: Buffer): string =>
  bytes.subarray(0, keptBytes).toString('utf8').replaceAll('\0', '\uFFFD');

/**
 * Resolves a name for a connection. The addresses that were looked at are the ones that are
 * connected to, so a name that changes its mind in between gains nothing; and one address inside
 * the own network is enough to refuse all of them.
 */
function checkedLookup(resolve: Resolve, isChecked: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) return callback(new Error(`${hostname} has no address`), '');
        if (isChecked && !addresses.every(({ address }) => isPublicAddress(address))) {
          return callback(new Error(ownNetwork), '');
        }
        if (options.all) return callback(null, [...addresses]);
        callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as Error, ''),
    );
  };
}

interface Received {
  readonly status: number | undefined;
  readonly bytes: Buffer;
  readonly error: string | undefined;
}

/** Follows no redirect: the notification was meant for this address and no other. */
function post(
  agent: Agent,
  { origin, path }: Target,
  { contentType, body }: Message,
  deadlines: Deadlines,
): Promise<Received> {
  return new Promise((settle) => {
    let controller: Dispatcher.DispatchController | undefined;
    let isOver = false;
    let status: number | undefined;
    let size = 0;
    const chunks: Buffer[] = [];
    const end = (error?: string): void => {
      if (isOver) return;
      isOver = true;
      cancel();
      settle({ status, bytes: Buffer.concat(chunks), error });
    };
    const abort = (why: string): void => {
      end(why);
      controller?.abort(new Error(why));
    };
    const cancel = deadlines.start(() => abort(timeIsOver));
    const headers = { 'content-type': contentType, 'user-agent': 'sampan' };
    agent.dispatch(
      { origin, path, method: 'POST', headers, body },
      {
        onRequestStart(started) {
          controller = started;
          // Too late: it waited for its connection until the time was over.
          if (isOver) started.abort(new Error(timeIsOver));
        },
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          size += chunk.length;
          chunks.push(Buffer.from(chunk));
          if (size > answerMaxBytes) abort(`an answer of more than ${answerMaxBytes} bytes`);
        },
        onResponseEnd: () => end(),
        onResponseError: (_controller, error) => end(describe(error)),
      },
    );
  });
}

/** In a few words: connecting to several addresses fails with a list of failures. */
function describe(error: Error): string {
  const causes = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const [first] = causes;
  const text = first instanceof Error ? first.message : error.message || error.name;
  return text.replaceAll('\0', '\uFFFD').slice(0, 200);
}
