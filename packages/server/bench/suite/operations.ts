import {
  isSuccess,
  orderOf,
  precreate,
  query,
  refund,
  scan,
  spotPay,
} from '../requests/services.ts';
import type { BenchPartner, SignType } from '../requests/signed-request.ts';
import type { World } from '../system/world.ts';

/** Ready-made requests of one operation, and what a good reply contains. */
export interface Requests {
  readonly port: number;
  readonly requests: readonly string[];
  readonly expect: string;
}

export interface Operation {
  readonly name: string;
  /** How many for each payment of a round: what is dearer needs fewer to be seen. */
  readonly share: number;
  prepare(world: World, count: number): Promise<Requests>;
}

/** Payments by any partners from any wallets, one after the other. */
export async function payments(
  world: World,
  count: number,
  of: { readonly partners?: readonly BenchPartner[]; readonly walletIds?: readonly string[] } = {},
): Promise<Requests & { readonly orders: readonly string[] }> {
  const { partners = [world.partners.MD5], walletIds } = of;
  const codes = await world.codes(count, walletIds);
  return {
    ...toGateway(world),
    requests: codes.map((code, index) =>
      spotPay(partners[index % partners.length] ?? world.partners.MD5, code),
    ),
    orders: codes.map(orderOf),
  };
}

const toGateway = ({ gatewayPort }: World) => ({ port: gatewayPort, expect: isSuccess });

/** Trades that are paid and not given back; made outside what is measured. */
async function paidOrders(world: World, count: number): Promise<readonly string[]> {
  const { orders, ...requests } = await payments(world, count);
  await world.generator.drive({ ...requests, connections: 64 });
  return orders;
}

const pay = (signType: SignType, share: number): Operation => ({
  name: `spot.pay ${signType}`,
  share,
  prepare: (world, count) => payments(world, count, { partners: [world.partners[signType]] }),
});

const orders = (world: World, count: number): readonly string[] =>
  Array.from({ length: count }, () => `order-${world.next()}`);

export const queries = async (world: World, count: number): Promise<Requests> => {
  // Each is read from the database; which one matters little.
  const known = await paidOrders(world, Math.min(count, 2_000));
  const each = known.map((order) => query(world.partners.MD5, order));
  return {
    ...toGateway(world),
    requests: Array.from({ length: count }, (_, index) => each[index % each.length] ?? ''),
  };
};

export const operations: readonly Operation[] = [
  pay('MD5', 1),
  pay('RSA2', 0.4),
  {
    name: 'precreate',
    share: 0.5,
    prepare: async (world, count) => ({
      ...toGateway(world),
      requests: orders(world, count).map((order) => precreate(world.partners.MD5, order)),
    }),
  },
  {
    name: 'scan and pay',
    share: 0.5,
    async prepare(world, count) {
      const made = orders(world, count);
      const requests = made.map((order) => precreate(world.partners.MD5, order));
      await world.generator.drive({ ...toGateway(world), requests, connections: 64 });
      const { rows } = await world.owner.query<{ code: string }>(
        'select order_code as code from trades where partner_id = $1 and partner_trans_id = any($2)',
        [world.partners.MD5.id, made],
      );
      return {
        port: world.adminPort,
        expect: '"status":"paid"',
        requests: rows.map(({ code }, index) =>
          scan(world.walletIds[index % world.walletIds.length] ?? '', code),
        ),
      };
    },
  },
  { name: 'query', share: 1, prepare: queries },
  {
    name: 'refund',
    share: 0.5,
    prepare: async (world, count) => ({
      ...toGateway(world),
      requests: (await paidOrders(world, count)).map((order) => refund(world.partners.MD5, order)),
    }),
  },
];
