import { type Channel, channel } from 'node:diagnostics_channel';

/** One request on the wire and its end. Payment codes and logins are masked. */
export interface CallEvent {
  readonly partner: string;
  readonly service: string;
  /** The number of the request: 1, and more for repeats. */
  readonly attempt: number;
  readonly startedAt: string;
  readonly tookMs: number;
  readonly outcome: 'success' | 'refused' | 'unknown';
  readonly reason?: string;
  readonly request: Readonly<Record<string, string>>;
  readonly reply?: Readonly<Record<string, unknown>>;
}

/** A sale that went from one state to another. */
export interface StateEvent {
  readonly partner: string;
  readonly sale: string;
  /** ISO 8601. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Something that a person should look at: cancels or refunds do not succeed, the store cannot be
 * written, or the gateway has an order of this id with other terms, because the id was used twice.
 * The SDK goes on, and `settleOpen` tries again.
 */
export interface AlarmEvent {
  readonly partner: string;
  readonly sale: string;
  readonly why: 'undo-fails' | 'store-fails' | 'other-terms';
  readonly message: string;
}

/** A notification that arrived. */
export type NotificationEvent = {
  readonly partner: string;
  /** ISO 8601. */
  readonly at: string;
} & (
  | {
      readonly outcome: 'genuine';
      readonly id: string;
      readonly sale?: string;
      readonly status?: string;
    }
  | {
      readonly outcome: 'rejected';
      readonly problem: string;
      readonly message: string;
      readonly causes: readonly string[];
    }
);

/**
 * Functions that are called with each event; nothing waits for them. What they throw, or reject with,
 * becomes a process warning.
 */
export interface Hooks {
  readonly onCall?: (event: CallEvent) => void;
  readonly onState?: (event: StateEvent) => void;
  readonly onAlarm?: (event: AlarmEvent) => void;
  readonly onNotification?: (event: NotificationEvent) => void;
}

export interface Telemetry {
  /** The event is made only when a hook or a subscriber waits for it. */
  call(event: () => CallEvent): void;
  state(event: () => StateEvent): void;
  alarm(event: () => AlarmEvent): void;
  notification(event: () => NotificationEvent): void;
}

const callChannel = channel('sampan:call');
const stateChannel = channel('sampan:state');
const alarmChannel = channel('sampan:alarm');
const notificationChannel = channel('sampan:notification');

/**
 * Publishes to the hooks and to `node:diagnostics_channel`, where tracing libraries subscribe:
 * `sampan:call`, `sampan:state`, `sampan:alarm`, `sampan:notification`.
 */
export const telemetry = (hooks: Hooks): Telemetry => ({
  call: (event) => publish(callChannel, hooks.onCall, event),
  state: (event) => publish(stateChannel, hooks.onState, event),
  alarm: (event) => publish(alarmChannel, hooks.onAlarm, event),
  notification: (event) => publish(notificationChannel, hooks.onNotification, event),
});

function publish<Event>(
  target: Channel,
  hook: ((event: Event) => void) | undefined,
  event: () => Event,
): void {
  if (!hook && !target.hasSubscribers) return;
  const made = event();
  target.publish(made);
  try {
    const returned: unknown = hook?.(made);
    if (returned !== undefined) Promise.resolve(returned).catch(warn);
  } catch (error) {
    warn(error);
  }
}

/** A payment goes on, whatever its observers do. */
export const warn = (error: unknown): void =>
  process.emitWarning(error instanceof Error ? error : String(error));

const masked = /login|logon|email|mobile|phone|identity_code$/i;
const secret = /^sign$/;

/** The fields with payment codes and logins masked, and without the signature. */
export const mask = (
  fields: Iterable<readonly [string, string]>,
): Readonly<Record<string, string>> => {
  const shown: Record<string, string> = {};
  for (const [name, value] of fields) {
    if (!secret.test(name)) shown[name] = masked.test(name) ? maskText(value) : value;
  }
  return shown;
};

/** A reply, masked; the fields that the documents do not list are in an object of their own. */
export const maskReply = (
  reply: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(reply)) {
    const inner = typeof value === 'object' && value !== null ? maskReply({ ...value }) : value;
    if (!secret.test(name)) {
      shown[name] = typeof value === 'string' ? mask([[name, value]])[name] : inner;
    }
  }
  return shown;
};

/** `289216843756120934` is `28****************`. */
const maskText = (text: string): string =>
  text.slice(0, 2) + '*'.repeat(Math.max(0, text.length - 2));
