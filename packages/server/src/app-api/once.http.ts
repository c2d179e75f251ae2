/** Carries out requests that move money once, however often they are sent (`Idempotency-Key`). */
import { createHash } from 'node:crypto';
import type { IdSource, Instant, TradeId } from '@sampan/primitives';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Writer } from '#database';
import {
  claimKey,
  type KeptAnswer,
  type KeyName,
  keepAnswerOf,
  keepChoiceOf,
  readChoice,
} from './idempotency-keys.postgres.ts';
import { Problem } from './problem.ts';

interface World {
  readonly writer: Pick<Writer, 'write'>;
  readonly ids: IdSource;
  readonly clock: { now(): Instant };
}

/** What a request does its work with. */
export interface OwnCommand {
  /**
   * Generated before the first attempt and stored with the key: a repeat books under the same id.
   */
  readonly id: TradeId;
  /** Whether it has a key: then another request may have done the work, or be doing it. */
  readonly isKeyed: boolean;
  /** What the first try has chosen by `choose`; a repeat keeps to it. `instead` replaces a choice. */
  choose(choose: () => Promise<string> | string, instead?: string): Promise<string>;
}

/** For work without an idempotency key. */
export const freshCommand = ({ ids, clock }: Pick<World, 'ids' | 'clock'>): OwnCommand => ({
  id: ids.next(clock.now()),
  isKeyed: false,
  choose: async (choose) => choose(),
});

/**
 * Does the work of a request, once for each key: the same key with the same request gets the answer
 * that the first one got, and nothing moves; with another request it is refused. The id of the command
 * is stored before the work begins, so that work that was done and not answered is found by it, and two
 * requests at once do the same work under the same id. Final refusals are kept like answers: a copy
 * that the network delivers late must not succeed where its original was refused.
 *
 * ```ts
 * serve(app, world, 'POST /admin/wallets/:id/top-ups', (_received, request, reply) =>
 *   once(request, reply, { ...world, caller: 'operations' }, async ({ id }) => topUp(id)));
 * ```
 */
export async function once<Answer extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  world: World & { readonly caller: string },
  work: (command: OwnCommand) => Promise<Answer>,
): Promise<FastifyReply> {
  const { writer, ids, clock, caller } = world;
  const { declared } = request.routeOptions.config;
  const textOf = (answer: Answer): string => {
    declared?.checkReply(answer);
    return JSON.stringify(answer);
  };
  const { status = 200 } = declared ?? {};
  const key = keyOf(request);
  if (key === undefined) {
    return send(reply, { status, text: textOf(await work(freshCommand(world))) });
  }
  const name: KeyName = { scope: `${caller} ${routeOf(request)}`, key };
  const fingerprint = fingerprintOf(request);
  const { result: claim } = await writer.write((connection) => {
    const now = clock.now();
    return claimKey(connection, name, { fingerprint, commandId: ids.next(now), now });
  });
  if (claim.fingerprint !== fingerprint) throw reused();
  if (claim.answer) return send(reply.header('idempotency-replayed', 'true'), claim.answer);
  const command = commandOf(writer, name, claim.commandId);
  const given = await work(command).then(
    (answer) => ({ status, text: textOf(answer) }),
    (error: unknown) => {
      const final = finalAnswer(error);
      declared?.checkRefusal(error);
      return final;
    },
  );
  const { result: kept } = await writer.write((connection) =>
    keepAnswerOf(connection, name, given),
  );
  return send(reply, kept);
}

function commandOf(writer: World['writer'], name: KeyName, id: TradeId): OwnCommand {
  return {
    id,
    isKeyed: true,
    async choose(choose, instead) {
      const { result: known } = await writer.write((connection) => readChoice(connection, name));
      if (known !== undefined && known !== instead) return known;
      const chosen = await choose();
      const { result: kept } = await writer.write((connection) =>
        keepChoiceOf(connection, name, known, chosen),
      );
      return kept ?? chosen;
    },
  };
}

const send = (reply: FastifyReply, { status, text }: KeptAnswer): FastifyReply =>
  reply.code(status).type('application/json; charset=utf-8').send(text);

/**
 * A refusal that stands, as an answer. Everything else is thrown on: what may have been carried out or
 * not, and what the caller can put right under the same key, such as a mistyped PIN.
 */
function finalAnswer(error: unknown): KeptAnswer {
  const isFinal =
    error instanceof Problem &&
    [403, 404, 409].includes(error.status) &&
    error.code !== 'pin-wrong';
  if (!isFinal) throw error;
  const { status, code, message, field } = error;
  return { status, text: JSON.stringify({ error: { code, message, field } }) };
}

/** 1 to 64 printable ASCII characters, also as the quoted string of the draft standard. */
function keyOf({ raw }: FastifyRequest): string | undefined {
  const given = raw.rawHeaders.filter(
    (_value, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === 'idempotency-key',
  );
  if (given.length === 0) return undefined;
  const [text = ''] = given;
  const key = /^"(.*)"$/.exec(text)?.[1]?.replace(/\\(["\\])/g, '$1') ?? text;
  if (given.length > 1 || !/^[\x21-\x7e](?:[\x20-\x7e]{0,62}[\x21-\x7e])?$/.test(key)) {
    const message = 'Idempotency-Key must be 1 to 64 printable ASCII characters, and be sent once';
    throw new Problem(400, 'idempotency-key-invalid', message);
  }
  return key;
}

const routeOf = ({ method, routeOptions }: FastifyRequest): string =>
  `${method} ${routeOptions.url ?? ''}`;

/** Of the path and the body, whatever the order of its fields. A PIN could be found by trying all. */
function fingerprintOf({ url, body }: FastifyRequest): string {
  const asked = JSON.stringify([url, inOrder(body ?? {})]);
  return createHash('sha256').update(asked, 'utf8').digest('base64url');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([name, member]) => name !== 'pin' && member !== null)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => [name, inOrder(member)]);
}

const reused = (): Problem =>
  new Problem(
    422,
    'idempotency-key-reused',
    'This Idempotency-Key was sent with another request; a new request needs a new key',
  );
