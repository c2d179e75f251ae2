import { assert, type Instant, isPartnerId } from '@sampan/primitives';
import {
  type ErrorCode,
  type Parameters,
  parsePrivateKey,
  type RawRequest,
  readRequest,
  type WireRequest,
} from '@sampan/protocol';
import { type Admitted, admit, type NotAdmitted } from './admit.ts';
import { type AnswerOutcome, outcomeOf } from './answered.ts';
import { carryOut } from './carry-out.ts';
import type { GatewayDependencies } from './dependencies.ts';
import { Recorder } from './exchange.ts';
import type { GatewayReply } from './gateway-reply.ts';
import { notCarriedOut } from './handler.ts';
import { countedService } from './handlers.ts';
import { askingPartner, verification } from './notify-verify.ts';
import { partsOf } from './parts-of.ts';
import { idsOf, type Refusal } from './refusal.ts';
import { refused, rendered, unsigned } from './render.ts';
import { SignatureMistakes } from './signature-mistakes.ts';

/** Answers any request; undefined cuts the connection. Never rejects. */
export type Gateway = (raw: RawRequest) => Promise<GatewayReply | undefined>;

export function gateway(dependencies: GatewayDependencies): Gateway {
  // A key object signs several times faster than a key text.
  const read = parsePrivateKey(dependencies.keys.privateKey.reveal());
  assert(read.ok, 'the platform has a private key');
  const privateKey = read.value;
  const { exchanges, recording, interposition, measuring, clock } = dependencies;
  const mistakes = signatureMistakes(dependencies);

  return async (raw) => {
    // An accepted request costs nothing here unless its exchange is recorded or its id is shown.
    if (!exchanges || !(exchanges.shown || recording)) return answer(raw);
    const id = exchanges.newId();
    if (!recording) return named(await answer(raw, id), id, clock.now());
    const { onExchange, timers } = recording;
    const [receivedAt, sinceMs] = [clock.now(), timers.monotonicMs()];
    const recorder = new Recorder();
    const reply = await answer(raw, id, recorder);
    const tookMs = timers.monotonicMs() - sinceMs;
    onExchange(recorder.exchange({ id, receivedAt, request: raw, tookMs }, reply));
    return exchanges.shown ? named(reply, id, clock.now()) : reply;
  };

  async function answer(
    raw: RawRequest,
    exchange?: string,
    recorder?: Recorder,
  ): Promise<GatewayReply | undefined> {
    const sinceMs = measuring?.timers.monotonicMs() ?? 0;
    let outcome: AnswerOutcome = 'success';
    let refusedWith: ErrorCode | '' = '';
    const parts = partsOf(raw);
    const read = readRequest(raw, parts && (await parts));
    const service = read.ok ? read.value.parameters.get('service') : undefined;
    const refuse = (
      level: Refusal['level'],
      { code, reason, by }: NotAdmitted,
      parameters: Parameters = none,
      partnerKeys?: Admitted['keys'],
    ) => {
      const id = exchange ?? exchanges?.newId() ?? '';
      const refusal = {
        code,
        reason,
        level,
        exchange: id,
        ...idsOf(parameters, level, partnerKeys?.md5),
      };
      outcome = outcomeOf(refusal);
      refusedWith = refusal.code;
      recorder?.note({ refusal });
      dependencies.onRefusal?.(refusal);
      if (by && outcome === 'refused') {
        dependencies.onPartnerRefusal?.(by, countedService(service), code);
      }
    };
    const measure = (): void => {
      if (!measuring) return;
      const tookMs = measuring.timers.monotonicMs() - sinceMs;
      measuring.onAnswer(countedService(service), outcome, refusedWith, tookMs);
    };
    if (!read.ok) {
      const { code, reason, replyCharset } = read.problem;
      recorder?.failed('reading', { reason });
      refuse('gateway', { code, reason });
      measure();
      return refused(code, replyCharset);
    }
    const { parameters, charset, replyCharset } = read.value;
    recorder?.passed('reading');
    recorder?.note({ read: { parameters, charset } });
    try {
      if (parameters.get('service') === 'notify_verify') {
        const prepared = verification(parameters, dependencies);
        const partner = interposition && (await askingPartner(parameters, dependencies));
        const { carried, changes } = partner
          ? await carryOut(
              { service: 'notify_verify', partner, parameters, prepared },
              exchange ?? '',
              interposition,
              recorder,
            )
          : { carried: await prepared.carryOut() };
        if (!carried) {
          outcome = 'unknown';
          return undefined;
        }
        if (carried.refusal) refuse('gateway', carried.refusal, parameters);
        assert(!('node' in carried), 'it answers without an envelope');
        return unsigned(carried, replyCharset, changes);
      }
      let request = read.value;
      let admitted = await admit(request, dependencies, recorder);
      if (!admitted.ok && request.withoutBody) {
        recorder?.beginAgain();
        const alone = await admit(request.withoutBody, dependencies, recorder);
        if (alone.ok) [request, admitted] = [request.withoutBody, alone];
      }
      if (!admitted.ok) {
        refuse('gateway', await withMistake(admitted.problem, raw, request), parameters);
        return refused(admitted.problem.code, replyCharset);
      }
      const { md5Key, caller, handler, signed, prepared } = admitted.value;
      const { partner } = caller;
      mistakes?.seen(partner.id);
      const { carried, changes } = await carryOut(
        { service: handler.name, partner, parameters: signed, prepared },
        exchange ?? '',
        interposition,
        recorder,
      );
      if (!carried) {
        outcome = 'unknown';
        return undefined;
      }
      if (carried.refusal) {
        const told = { ...carried.refusal, by: partner.id };
        refuse('business', told, parameters, admitted.value.keys);
      }
      const keys = { md5Key, privateKey };
      return await rendered(carried, request, admitted.value, keys, changes);
    } catch (failure) {
      dependencies.onFailure?.(failure);
      refuse('gateway', notCarriedOut(failure), parameters);
      return refused('SYSTEM_ERROR', replyCharset);
    } finally {
      measure();
    }
  }

  /** A wrong signature, with the mistake that made it, if one is found. */
  async function withMistake(
    refused: NotAdmitted,
    raw: RawRequest,
    request: WireRequest,
  ): Promise<NotAdmitted> {
    if (refused.code !== 'ILLEGAL_SIGN' || !request.parameters.get('sign')) return refused;
    const id = request.parameters.get('partner') ?? '';
    const known = isPartnerId(id) ? await dependencies.directory.find(id) : undefined;
    const mistake = known && (await mistakes?.in(raw, request, known, clock.now()));
    return mistake ? { ...refused, reason: `${refused.reason}: ${mistake}` } : refused;
  }
}

const signatureMistakes = ({ timers, keys, exchanges, directory }: GatewayDependencies) =>
  timers &&
  new SignatureMistakes({
    timers,
    ours: keys.publicKey,
    // In production a partner's signature is never compared with the keys of others.
    ...(exchanges?.shown && { others: (id) => directory.find(id) }),
  });

const named = (
  reply: GatewayReply | undefined,
  exchange: string,
  at: Instant,
): GatewayReply | undefined => reply && { ...reply, exchange, at };

const none: Parameters = new Map();
