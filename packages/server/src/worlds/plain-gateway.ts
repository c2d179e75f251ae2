import type { PartnerId } from '@sampan/primitives';
import type { RawRequest } from '@sampan/protocol';
import type { Gateway } from '#gateway';
import type { OpenedWorld } from './open-world.ts';
import { NoWorld } from './open-worlds.ts';
import type { PartnerWorlds } from './partner-worlds.ts';

interface Doors {
  use<Result>(world: string, work: (opened: OpenedWorld) => Promise<Result>): Promise<Result>;
  worldOf(id: PartnerId): Promise<string | undefined>;
}

/**
 * Passes a request on to the world of its partner. As long as no world has partners, requests go to world `main`
 * without being looked at.
 */
export function plainGateway(own: Gateway, partners: PartnerWorlds, worlds: Doors): Gateway {
  const routed = async (raw: RawRequest) => {
    const id = await partners.namedIn(raw);
    const world = id === undefined ? undefined : await worlds.worldOf(id);
    if (world === undefined) return own(raw);
    try {
      return await worlds.use(world, ({ gateway }) => gateway(raw));
    } catch (error) {
      // It was dropped in the meantime: its partner is unknown.
      if (error instanceof NoWorld) return own(raw);
      throw error;
    }
  };
  return (raw) => (partners.isEmpty ? own(raw) : routed(raw));
}
