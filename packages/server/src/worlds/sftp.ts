/** One SFTP port for all worlds: a partner's id says whose files are asked for. */
import { isPartnerId, type PartnerId } from '@sampan/primitives';
import type { Claim, FileShelf, LogInRules } from '@sampan/sftp-server';
import type { OpenedWorld } from './open-world.ts';
import { NoWorld } from './open-worlds.ts';

/** A partner's id, or of another world than `main` the world's name, a slash and the id. */
export type UserOfWorld = string;

export interface SftpOfWorlds {
  readonly logIn: LogInRules<UserOfWorld>;
  readonly shelf: FileShelf<UserOfWorld>;
}

interface Doors {
  use<Result>(world: string, work: (opened: OpenedWorld) => Promise<Result>): Promise<Result>;
  worldOf(id: PartnerId): Promise<string | undefined>;
}

export interface SftpOfMain {
  readonly logIn: LogInRules<PartnerId>;
  readonly shelf: FileShelf<PartnerId>;
}

/** The rules and files of world `main`, extended by those of all others. */
export function sftpOfWorlds(worlds: Doors, main: SftpOfMain): SftpOfWorlds {
  async function ask<Result>(
    claim: Claim,
    work: (
      logIn: LogInRules<PartnerId>,
      claim: Claim,
      world: string | undefined,
    ) => Promise<Result>,
  ): Promise<Result> {
    const { world = await worldOfId(claim.name), id } = readUser(claim.name);
    if (world === undefined) return work(main.logIn, claim, undefined);
    try {
      return await worlds.use(world, ({ logIn }) => work(logIn, { ...claim, name: id }, world));
    } catch (error) {
      // It was dropped in the meantime; its partners are unknown to world `main`.
      if (error instanceof NoWorld) return work(main.logIn, claim, undefined);
      throw error;
    }
  }

  const worldOfId = async (name: string): Promise<string | undefined> =>
    isPartnerId(name) ? worlds.worldOf(name) : undefined;

  async function files<Result>(
    user: UserOfWorld,
    nothing: Result,
    work: (shelf: FileShelf<PartnerId>, id: PartnerId) => Promise<Result>,
  ): Promise<Result> {
    const { world, id } = readUser(user);
    if (!isPartnerId(id)) return nothing;
    if (world === undefined) return work(main.shelf, id);
    return worlds
      .use(world, ({ shelf }) => work(shelf, id))
      .catch((error: unknown) => {
        if (error instanceof NoWorld) return nothing;
        throw error;
      });
  }

  const named = (world: string | undefined, id: PartnerId | undefined): UserOfWorld | undefined =>
    world === undefined || id === undefined ? id : `${world}/${id}`;

  return {
    logIn: {
      withPassword: (claim, password) =>
        ask(claim, async (logIn, of, world) =>
          named(world, await logIn.withPassword(of, password)),
        ),
      withKey: (claim, proof) =>
        ask(claim, async (logIn, of, world) => named(world, await logIn.withKey(of, proof))),
      knowsKey: (claim, offered) => ask(claim, (logIn, of) => logIn.knowsKey(of, offered)),
      mayStay: (claim) => ask(claim, (logIn, of) => logIn.mayStay(of)),
    },
    shelf: {
      list: (user) => files(user, [], (shelf, id) => shelf.list(id)),
      open: (user, name) => files(user, undefined, (shelf, id) => shelf.open(id, name)),
    },
  };
}

/** A client may name the world too: `WORLD/2088…`, where several worlds have the partner. */
function readUser(name: string): { readonly world: string | undefined; readonly id: string } {
  const [, world, id = name] = /^([a-z0-9-]+)\/(\d+)$/.exec(name) ?? [];
  return { world, id };
}
