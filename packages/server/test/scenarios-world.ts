/** A gateway with scenarios, whose long waits end at once, and a partner's program that calls it. */
import type { Scenario } from '@sampan/api';
import { type PartnerId, required, type Timers } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import type { Exchange as Recorded } from '#gateway';
import type { ScenarioRow, Scenarios } from '#scenarios';
import { payment } from './gateway-asked.ts';
import { type Asked, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

export const pay = 'alipay.acquire.overseas.spot.pay';

export interface ScenariosWorld {
  readonly gateway: GatewayWorld;
  readonly scenarios: Scenarios;
  readonly partner: PartnerId;
  readonly records: Recorded[];
  /** The waits of scenarios of more than ten seconds, in milliseconds; they end at once. */
  readonly waits: number[];
  /** Answers the id. */
  add(scenario: Scenario): Promise<string>;
  found(id: string): Promise<ScenarioRow>;
  /** A payment of a new order, with a fresh code of a new wallet. */
  paying(change?: Asked): Promise<{ readonly order: string; readonly asked: Asked }>;
  /** The fields of the reply. */
  told(asked: Asked): Promise<Readonly<Record<string, string>>>;
  /** What the order really is: as a query without scenarios would say. */
  booked(order: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function scenariosWorld(): Promise<ScenariosWorld> {
  const waits: number[] = [];
  const timers: Timers = {
    monotonicMs: () => systemTimers.monotonicMs(),
    async sleep(duration) {
      // Shorter ones may be the server's own: pauses, heartbeats, limits of statements.
      if (duration <= 10_000) return systemTimers.sleep(duration);
      waits.push(duration);
    },
  };
  const records: Recorded[] = [];
  const gateway = await gatewayWorld({
    pretends: true,
    waits: timers,
    recording: { onExchange: (exchange) => records.push(exchange), timers },
  });
  const scenarios = required(gateway.platform.scenarios, 'a sandbox has scenarios');
  const partner = await gateway.partner();
  let orders = 0;
  return {
    ...{ gateway, scenarios, partner, records, waits },
    async add(scenario) {
      const added = await scenarios.add(scenario);
      if (!added.ok) throw new Error(JSON.stringify(added.problem));
      return added.value.scenario_id;
    },
    found: async (id) =>
      required(
        (await scenarios.list()).find(({ scenario_id }) => scenario_id === id),
        'it is listed',
      ),
    async paying(change = {}) {
      const order = change['partner_trans_id'] ?? `scenario-${++orders}`;
      const code = await gateway.code(await gateway.wallet('20000.00'));
      return { order, asked: payment(partner, code, { partner_trans_id: order, ...change }) };
    },
    told: async (asked) => (await gateway.ask(partner, asked)).fields,
    async booked(order) {
      const { result } = await gateway.platform.trades.find({
        partnerId: partner,
        partnerTransId: order,
        tradeId: undefined,
      });
      return result?.state;
    },
    close: () => gateway.close(),
  };
}
