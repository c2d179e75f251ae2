import { partnerOfReceiver } from './delivery.ts';

/** Maximum number of remembered receivers; a later scan finds the others. */
const dueMax = 4_096;
/** Maximum per partner, which may use a new address for every order. */
const partnerMax = 256;

/** Receivers that may have something due, in order of service. */
export class DueReceivers {
  readonly #names = new Set<string>();
  readonly #counts = new Map<string, number>();
  /** Partners with receivers that did not fit. */
  readonly #passedOver = new Set<string>();

  get isFull(): boolean {
    return this.#names.size >= dueMax;
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#names.values();
  }

  /** Remembers the receiver if there is room; otherwise a scan has to find it. */
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

  /** Forgets the receiver; true when there is room again for receivers that did not fit. */
  delete(name: string): boolean {
    if (!this.#names.delete(name)) return false;
    const partner = partnerOfReceiver(name);
    const count = (this.#counts.get(partner) ?? 0) - 1;
    if (count > 0) this.#counts.set(partner, count);
    else this.#counts.delete(partner);
    // Not for each single one, because a scan reads all waiting deliveries.
    return count <= partnerMax / 2 && this.#passedOver.delete(partner);
  }
}
