/**
 * Names the mistake in a wrong signature, for the log. The search takes CPU that wrong signatures
 * must not take from payments, so it has a budget per request and per second.
 */
import { type Instant, type PartnerId, required, type Timers } from '@sampan/primitives';
import { parsePublicKey, type RawRequest, type WireRequest } from '@sampan/protocol';
import { explainSignature, type OtherKey } from '@sampan/protocol/explain';
import { type KnownPartner, validKeys } from '#partner';
import { publicKeys } from './partner-keys.ts';

/** Pairs of mistakes are tried as far as this goes. */
const perRequestMs = 5;
/** Single mistakes are always tried: a millisecond, except in a process that has just started. */
const alwaysTried = 120;
/** A twentieth of a core at most. */
const perSecondMs = 50;

/** Other partners whose keys are tried, in a sandbox. */
const othersMax = 50;

export interface SignatureMistakesOptions {
  readonly timers: Pick<Timers, 'monotonicMs'>;
  /** The platform's own public key, PEM. */
  readonly ours: string;
  /** Finds partners; only in a sandbox, where partners may learn of each other. */
  readonly others?: (id: PartnerId) => KnownPartner | undefined | Promise<KnownPartner | undefined>;
}

export class SignatureMistakes {
  readonly #timers: Pick<Timers, 'monotonicMs'>;
  readonly #ours: OtherKey;
  readonly #findOther: SignatureMistakesOptions['others'];
  readonly #seen = new Set<PartnerId>();
  #leftMs = perSecondMs;
  #refilledAtMs: number;

  constructor({ timers, ours, others }: SignatureMistakesOptions) {
    this.#timers = timers;
    this.#findOther = others;
    this.#refilledAtMs = timers.monotonicMs();
    const key = parsePublicKey(ours);
    const publicKey = required(key.ok ? key.value : undefined, 'the platform has a public key');
    this.#ours = { kind: 'ours', name: 'the gateway’s', keys: { publicKey } };
  }

  /** A partner that has sent a right signature; its key may be used by mistake later. */
  seen(id: PartnerId): void {
    if (this.#findOther && this.#seen.size < othersMax) this.#seen.add(id);
  }

  /** The mistakes with which the signature fits, such as `sign-type-signed`; empty if none is found. */
  async in(
    raw: RawRequest,
    { parameters, charset }: WireRequest,
    { partner, keys }: KnownPartner,
    now: Instant,
  ): Promise<string> {
    const others = await this.#others(partner.id, now);
    const startedAtMs = this.#timers.monotonicMs();
    const allowedMs = Math.min(perRequestMs, this.#left(startedAtMs));
    if (allowedMs <= 0) return 'not searched, too many are wrong';
    const [publicKey] = publicKeys(keys.rsa, now);
    const valid = validKeys(keys.md5, now);
    const replaced = keys.md5.filter((key) => !valid.includes(key));
    const otherKeys: readonly OtherKey[] = [
      this.#ours,
      ...replaced.map(
        ({ number, value }): OtherKey => ({
          kind: 'replaced',
          name: `number ${number}`,
          keys: { md5Key: value },
        }),
      ),
      ...others,
    ];
    const [md5] = valid;
    let attempts = 0;
    const { verdict, causes, alternatives } = explainSignature(
      {
        parameters: [...parameters],
        charset,
        query: raw.query,
        form: raw.body?.toString('latin1') ?? '',
        keys: { md5Key: md5?.value, publicKey },
        otherKeys,
      },
      {
        mayContinue: () => {
          attempts += 1;
          return attempts <= alwaysTried || this.#timers.monotonicMs() - startedAtMs < allowedMs;
        },
      },
    );
    this.#leftMs -= this.#timers.monotonicMs() - startedAtMs;
    const named = causes.map(({ cause, means }) =>
      cause === 'other-partner-key' ? `${cause} (${partnerIn(means)})` : cause,
    );
    if (verdict === 'guess') return named.length === 0 ? '' : `${named.join(' + ')}, and more`;
    return [named.join(' + '), ...alternatives.map((names) => names.join(' + '))].join(' or ');
  }

  #left(nowMs: number): number {
    const sinceMs = nowMs - this.#refilledAtMs;
    this.#refilledAtMs = nowMs;
    this.#leftMs = Math.min(perSecondMs, this.#leftMs + (sinceMs * perSecondMs) / 1_000);
    return this.#leftMs;
  }

  async #others(except: PartnerId, now: Instant): Promise<readonly OtherKey[]> {
    const find = this.#findOther;
    if (!find) return [];
    const ids = [...this.#seen].filter((id) => id !== except);
    const known = await Promise.all(ids.map(find));
    return known.flatMap((other) =>
      other === undefined
        ? []
        : other.keys.md5.slice(0, 1).map(
            ({ value }): OtherKey => ({
              kind: 'partner',
              name: other.partner.id,
              keys: { md5Key: value, publicKey: publicKeys(other.keys.rsa, now)[0] },
            }),
          ),
    );
  }
}

const partnerIn = (means: string): string => /2088[0-9]{12}/.exec(means)?.[0] ?? '';
