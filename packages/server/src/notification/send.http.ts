/**
 * Posts notifications over HTTP, with a keep-alive pool and connections to checked addresses only.
 */
import { type LookupAddress, promises } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Timers } from '@sampan/primitives';
import { isAcknowledged } from '@sampan/protocol';
import { namesOwnNetwork, targetOf } from './address.ts';
import { Deadlines } from './deadlines.ts';
import type { Answer, Delivery } from './delivery.ts';
import { isPublicAddress } from './own-network.ts';
import { Connections, timeIsOver } from './post.http.ts';
import type { NotificationSettings } from './settings.ts';

export interface Message {
  readonly url: string;
  readonly contentType: string;
  /** Percent-encoded, so ASCII in every charset. */
  readonly body: string;
  /** What it says, for a transport that treats some of them differently. */
  readonly about?: Pick<Delivery, 'partnerId' | 'notifyId' | 'fields'>;
}

export interface Sender {
  /** Makes one attempt. Never rejects. */
  send(message: Message): Promise<Answer>;
  /** Closes the connections when nothing is in flight. */
  close(): Promise<void>;
}

/** Resolves a name to all its addresses. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface SenderOptions {
  readonly settings: Pick<NotificationSettings, 'timeout' | 'ownNetwork'>;
  readonly timers: Timers;
}

/** Creates the transport of notifications: over HTTP, or within a simulated world. */
export type Transport = (options: SenderOptions) => Sender;

/** How much of an answer is stored for the operator. */
const keptBytes = 1_024;

const systemResolve: Resolve = (hostname) => promises.lookup(hostname, { all: true });

/** Over HTTP. Names are resolved by the system unless a test replaces it. */
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
        // PostgreSQL text cannot contain U+0000.
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

/** A receiver that starts an answer and never ends it is as slow as one that never starts. */
const failed = (status: number | undefined, error: string | undefined): Answer['result'] =>
  status === undefined || error === timeIsOver ? 'no-answer' : 'not-acknowledged';

const kept = (bytes: Buffer): string =>
  bytes.subarray(0, keptBytes).toString('utf8').replaceAll('\0', '\uFFFD');

/**
 * Resolves a name for a connection. The checked addresses are those connected to, so DNS rebinding
 * has no effect; a name with one address in the own network is refused.
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
