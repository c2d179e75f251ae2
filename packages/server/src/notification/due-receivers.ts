import { partnerOfReceiver } from './delivery.ts';

/** How many receivers are remembered; a walk finds the others later. */
const dueMax = 4_096;
/** And of one partner, which may have a new address for every order. */
const partnerMax = 256;

/** Receivers that may have something due; the first is to be served first. */
export class DueReceivers {
  readonly #names = new Set<string>();
  readonly #counts = new Map<string, number>();
  /** Partners with receivers that were passed over. */
  readonly #passedOver = new Set<string>();

  get isFull(): boolean {
    return this.#names.size >= dueMax;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }

  /** Remembers it, unless there is no room: then somebody has to look for it again. */
  add(name: string): 'remembered' | 'passed-over' | 'no-room' {
    if (this.#names.has(name)) return 'remembered';
    if (this.isFull) return 'no-room';
    const partner = partnerOfReceiver(name);
    const count = this.#counts.get(partner) ?? 0;
    if (count >= partnerMax) {
      this.#passedOver.add(partner);
      return 'passed-over';
    }
    this.#names.add(name);
    this.#counts.set(partner, count + 1);
    return 'remembered';
  }

  /** Forgets it; true when there is room again for receivers that were passed over. */
  delete(name: string): boolean {
    if (!this.#names.delete(name)) return false;
    const partner = partnerOfReceiver(name);
    const count = (this.#counts.get(partner) ?? 0) - 1;
    if (count > 0) this.#counts.set(partner, count);
    else this.#counts.delete(partner);
    // Not for each single one: looking is a walk over all that wait.
    return count <= partnerMax / 2 && this.#passedOver.delete(partner);
  }
}
