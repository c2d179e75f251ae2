/**
 * How many attempts each receiver may have under way. One that is not known, or that did not answer
 * the last time, has few, and all of these together have no more than half of the places: however
 * many receivers are dead, the others keep the other half. Each answer, whatever it says, allows
 * one more, so that a fast receiver soon has as many as it can take.
 */
export interface ReceiverLimits {
  /** Of one receiver. */
  readonly receiverInFlightMax: number;
  /** Of all receivers that are not known to answer. */
  readonly doubtfulInFlightMax: number;
}

interface Receiver {
  inFlight: number;
  /** 0 while it is not known to answer. */
  allowance: number;
}

const doubtfulAllowance = 4;
const knownMax = 4_096;

export class Receivers {
  readonly #limits: ReceiverLimits;
  readonly #known = new Map<string, Receiver>();
  #doubtfulInFlight = 0;

  constructor(limits: ReceiverLimits) {
    this.#limits = limits;
  }

  /** How many attempts may be started now; `planned` are about to be, to doubtful receivers. */
  free(name: string, planned = 0): number {
    const { inFlight, allowance } = this.#known.get(name) ?? unknown;
    const { receiverInFlightMax, doubtfulInFlightMax } = this.#limits;
    const own = Math.min(allowance || doubtfulAllowance, receiverInFlightMax) - inFlight;
    if (allowance > 0) return Math.max(0, own);
    return Math.max(0, Math.min(own, doubtfulInFlightMax - this.#doubtfulInFlight - planned));
  }

  isDoubtful(name: string): boolean {
    return (this.#known.get(name)?.allowance ?? 0) === 0;
  }

  /** Notes that an attempt starts; call the answer with whether it was answered when it ends. */
  begin(name: string): (answered: boolean) => void {
    const receiver = this.#know(name);
    const doubtful = receiver.allowance === 0;
    receiver.inFlight++;
    if (doubtful) this.#doubtfulInFlight++;
    return (answered) => {
      receiver.inFlight--;
      if (doubtful) this.#doubtfulInFlight--;
      receiver.allowance = answered ? Math.max(receiver.allowance, doubtfulAllowance) + 1 : 0;
      if (receiver.allowance > this.#limits.receiverInFlightMax) {
        receiver.allowance = this.#limits.receiverInFlightMax;
      }
    };
  }

  #know(name: string): Receiver {
    const known = this.#known.get(name) ?? { ...unknown };
    // The one that was used last stands last.
    this.#known.delete(name);
    this.#known.set(name, known);
    if (this.#known.size > knownMax) this.#forgetOne();
    return known;
  }

  #forgetOne(): void {
    for (const [name, { inFlight }] of this.#known) {
      if (inFlight > 0) continue;
      this.#known.delete(name);
      return;
    }
  }
}

const unknown: Readonly<Receiver> = { inFlight: 0, allowance: 0 };
