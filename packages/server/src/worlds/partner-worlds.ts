import { isPartnerId, type PartnerId } from '@sampan/primitives';
import type { RawRequest } from '@sampan/protocol';
import { partnerNamedIn } from '#gateway';

/** In which worlds a partner's id exists; world `main` is not counted. */
export class PartnerWorlds {
  readonly #worlds = new Map<PartnerId, Set<string>>();

  get isEmpty(): boolean {
    return this.#worlds.size === 0;
  }

  add(world: string, ids: readonly PartnerId[]): void {
    for (const id of ids) {
      const worlds = this.#worlds.get(id) ?? new Set();
      worlds.add(world);
      this.#worlds.set(id, worlds);
    }
  }

  remove(world: string): void {
    for (const [id, worlds] of this.#worlds) {
      worlds.delete(world);
      if (worlds.size === 0) this.#worlds.delete(id);
    }
  }

  of(world: string): readonly PartnerId[] {
    return [...this.#worlds].filter(([, worlds]) => worlds.has(world)).map(([id]) => id);
  }

  /** The worlds in which a partner of this id exists. */
  worldsOf(id: PartnerId): readonly string[] {
    return [...(this.#worlds.get(id) ?? [])];
  }

  /**
   * The partner of a world that a request names. The bytes are searched first, so that a request of world
   * `main` is not parsed twice.
   */
  async namedIn(raw: RawRequest): Promise<PartnerId | undefined> {
    if (!this.#mayName(raw.query) && !this.#mayName(raw.body?.toString('latin1') ?? '')) {
      return undefined;
    }
    const id = await partnerNamedIn(raw);
    return id !== undefined && isPartnerId(id) && this.#worlds.has(id) ? id : undefined;
  }

  #mayName(text: string): boolean {
    for (const [id] of text.matchAll(/2088\d{12}(?!\d)/g)) {
      if (isPartnerId(id) && this.#worlds.has(id)) return true;
    }
    return false;
  }
}
