/** What the cases read of an exchange: its ids, parameters and reply, without the bytes. */
import { readXml, type XmlElement } from '@sampan/protocol';
import {
  type Decoded,
  decodeExchange,
  type ExchangeSummary,
  type StoredExchange,
} from '#exchanges';

export interface Seen
  extends Pick<
    ExchangeSummary,
    'id' | 'kind' | 'at' | 'orderId' | 'tradeId' | 'notifyId' | 'result' | 'code' | 'reason'
  > {
  readonly service: string;
  /** The parameters; of a notification its fields. */
  readonly asked: ReadonlyMap<string, string>;
  /** The fields of the gateway's reply by their names, as far as a partner could read it. */
  readonly replied: ReadonlyMap<string, string>;
  /** What the receiver of a notification has answered. */
  readonly answer: string | undefined;
  /** Of a download. */
  readonly file: string | undefined;
  /** What a scenario has done. */
  readonly pretended: readonly string[];
}

export const seenOf = async (stored: StoredExchange): Promise<Seen> =>
  seenFrom(stored, await decodeExchange(stored));

function seenFrom(stored: StoredExchange, { parameters, replyText }: Decoded): Seen {
  const { id, kind, at, orderId, tradeId, notifyId, result, code, reason } = stored;
  return {
    ...{ id, kind, at, orderId, tradeId, notifyId, result, code, reason },
    service: stored.service ?? '',
    asked: new Map(parameters),
    replied: kind === 'request' ? fieldsOf(replyText) : new Map(),
    answer: kind === 'notification' ? replyText : undefined,
    file: kind === 'download' ? stored.request.target : undefined,
    pretended: stored.pretended.map(({ what }) => what),
  };
}

function fieldsOf(text = ''): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  const collect = ({ name, text, children }: XmlElement): void => {
    // The gateway echoes the request.
    if (name === 'request') return;
    if (children.length === 0) fields.set(name, text);
    for (const child of children) collect(child);
  };
  const root = readXml(text);
  if (root) collect(root);
  return fields;
}

/** The reply says `SUCCESS`. */
export const succeeded = ({ replied }: Seen): boolean =>
  replied.get('is_success') === 'T' && (replied.get('result_code') ?? 'SUCCESS') === 'SUCCESS';

/** How it ended, in a word. */
export const endOf = ({ code, result }: Seen): string => code ?? result;

export const isAcknowledged = ({ result }: Seen): boolean => result === 'acknowledged';

/** The receiver has not answered. */
export const isUnanswered = ({ result }: Seen): boolean =>
  result === 'no-answer' || result === 'never';

/** A scenario has changed the notification after it was signed. */
export const isForged = ({ pretended }: Seen): boolean =>
  pretended.some((what) => /\bcorrupt\b/.test(what));

/** A scenario has not sent the notification. */
export const isLost = ({ pretended }: Seen): boolean =>
  pretended.some((what) => /\blose\b/.test(what));

/** What became of a notification, for people. */
export function answerOf({ answer, reason, result }: Seen): string {
  if (answer === undefined) return `not answered (${reason ?? result})`;
  const text = answer.trim();
  return text === '' ? 'answered with an empty body' : `answered “${text.slice(0, 40)}”`;
}

/** Those after `one`, in their order. */
export const behind = (all: readonly Seen[], one: Seen): readonly Seen[] =>
  all.slice(all.indexOf(one) + 1);

/** The first of those after `one` that fits; copies nothing, for a long record. */
export function firstBehind(
  all: readonly Seen[],
  one: Seen,
  fits: (seen: Seen) => boolean,
): Seen | undefined {
  for (let index = all.indexOf(one) + 1; index < all.length; index++) {
    const each = all[index];
    if (each && fits(each)) return each;
  }
  return undefined;
}
