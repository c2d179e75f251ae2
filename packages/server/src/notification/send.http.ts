/** Posts notifications over HTTP: connections are kept and shared, and only checked ones are made. */
import { type LookupAddress, promises } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Timers } from '@sampan/primitives';
import { isAcknowledged } from '@sampan/protocol';
import { namesOwnNetwork, targetOf } from './address.ts';
import { Deadlines } from './deadlines.ts';
import type { Answer } from './delivery.ts';
import { isPublicAddress } from './own-network.ts';
import { Connections, timeIsOver } from './post.http.ts';
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
}

/** Makes what carries notifications to their receivers: over HTTP, or within a simulated world. */
export type Transport = (options: SenderOptions) => Sender;

/** How much of an answer is shown to an operator. */
const keptBytes = 1_024;

const systemResolve: Resolve = (hostname) => promises.lookup(hostname, { all: true });

/** Over HTTP. Names become addresses the system's way unless a test has its own. */
export const httpTransport =
  (resolve: Resolve = systemResolve): Transport =>
  (options) =>
    createSender(resolve, options);

function createSender(resolve: Resolve, { settings, timers }: SenderOptions): Sender {
  const isChecked = settings.ownNetwork === 'refused';
  const deadlines = new Deadlines(timers, settings.timeout);
  const connections = new Connections(checkedLookup(resolve, isChecked), deadlines);
  return {
    async send(message) {
      const target = targetOf(message.url);
      if (!target.ok) return unsent(target.problem, 'never');
      if (isChecked && namesOwnNetwork(target.value)) return unsent(ownNetwork, 'no-answer');
      const startedMs = timers.monotonicMs();
      const { status, bytes, error } = await connections.post(target.value, message);
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
    close: async () => connections.close(),
  };
}

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
