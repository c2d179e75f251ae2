import { operations, post, remove, type TestOperations } from './operations.ts';

export interface WorldOptions {
  /** Small letters, digits and hyphens; random when missing. */
  readonly name?: string;
  /** For a program whose id and key are fixed: those of the partner under contract `hk`. */
  readonly partnerId?: string;
  readonly md5Key?: string;
}

/** A system of its own inside a gateway for tests; moving its clock moves no other. */
export interface TestGatewayWorld extends TestOperations {
  readonly name: string;
  /** The address of its gateway. */
  readonly url: string;
  /** The address of its operations API. */
  readonly admin: string;
  /** Drops it with all that is in it; otherwise it goes with the gateway. */
  drop(): Promise<void>;
}

/** Makes a world through the operations API of world `main`. */
export async function openWorld(
  admin: string,
  wanted: WorldOptions = {},
): Promise<TestGatewayWorld> {
  const made = await post(`${admin}/admin/worlds`, wanted);
  const [name, url] = [made('world'), made('gateway')];
  const own = `${admin}/w/${name}`;
  return {
    ...{ name, url, admin: own, ...operations(url, own) },
    drop: () => remove(`${admin}/admin/worlds/${name}`),
  };
}
