import type { Contract } from '@sampan/protocol';
import type { PartnerOptions } from '../partner.ts';
import type { AddedScenario, Scenario } from './scenario.ts';

export interface TestWallet {
  readonly id: string;
  /** A fresh payment code. */
  code(): Promise<string>;
  /** Scans the code of an order or a shop, and pays. */
  scan(qrCode: string, amount?: string): Promise<void>;
  /** Answers the password prompt that waits. */
  confirm(answer?: 'confirm' | 'reject'): Promise<void>;
  balance(): Promise<string>;
}

/** What a test asks of the gateway's operators and buyers. */
export interface TestOperations {
  /** A new partner, as options for `createPartner`. */
  partner(
    contract?: Contract,
  ): Promise<Pick<PartnerOptions, 'gateway' | 'id' | 'contract' | 'sign'>>;
  /** A new wallet. `asksAbove`: the buyer confirms payments of more than this amount. */
  wallet(options?: {
    readonly inst?: 'ALIPAYHK' | 'ALIPAYCN';
    readonly balance?: string;
    readonly asksAbove?: string;
  }): Promise<TestWallet>;
  /** Moves the business clock forward, `90s`, `2h`, `1d`; what becomes due on the way is done. */
  advance(by: string): Promise<void>;
  /** Makes the gateway pretend: `{ when: { service: '…' }, then: [{ answer: 'SYSTEM_ERROR', although: 'paid' }] }`. */
  scenario(scenario: Scenario): Promise<AddedScenario>;
  clearScenarios(): Promise<void>;
}

/** Calls the operations API of a sandbox. */
export function operations(gateway: string, admin: string): TestOperations {
  return {
    async partner(contract = 'hk') {
      const currency = contract === 'hk' ? 'HKD' : 'USD';
      const made = await post(`${admin}/admin/partners`, { contract, currency });
      const sign = { type: 'MD5', key: made('md5Key') } as const;
      return { gateway, id: made('id'), contract, sign };
    },
    async wallet({ inst = 'ALIPAYHK', balance = '1000.00', asksAbove } = {}) {
      const limit = asksAbove === undefined ? {} : { passwordFreeLimit: asksAbove };
      const made = await post(`${admin}/admin/wallets`, { inst, balance, ...limit });
      return walletOf(`${admin}/admin/wallets/${made('walletId')}`, made('walletId'));
    },
    async advance(by) {
      await post(`${admin}/admin/clock/advance`, { by });
    },
    async scenario(scenario) {
      const scenarios = `${admin}/admin/scenarios`;
      return addedScenario(scenarios, (await post(scenarios, scenario))('id'));
    },
    clearScenarios: () => remove(`${admin}/admin/scenarios`),
  };
}

const walletOf = (address: string, id: string): TestWallet => ({
  id,
  code: async () => (await post(`${address}/codes`, {}))('code'),
  async scan(code, amount) {
    await post(`${address}/scan`, { code, ...(amount !== undefined && { amount }) });
  },
  async confirm(answer = 'confirm') {
    await post(`${address}/confirm`, { answer });
  },
  balance: async () => (await answerOf(await fetch(address)))('balance'),
});

const addedScenario = (scenarios: string, id: string): AddedScenario => ({
  id,
  async hits() {
    const all: { readonly scenarios: readonly (Hits & { readonly id: string })[] } = JSON.parse(
      await textOf(await fetch(scenarios)),
    );
    const found = all.scenarios.find((each) => each.id === id);
    if (!found) throw new Error(`the gateway has no scenario ${id} any more`);
    return { hits: found.hits, exchanges: found.exchanges };
  },
  clear: () => remove(`${scenarios}/${id}`),
});

type Hits = Awaited<ReturnType<AddedScenario['hits']>>;

/** Answers the reply's texts by their names. */
export async function post(url: string, body: unknown): Promise<(name: string) => string> {
  const headers = { 'content-type': 'application/json' };
  return answerOf(await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

export async function remove(url: string): Promise<void> {
  await answerOf(await fetch(url, { method: 'DELETE' }));
}

async function answerOf(response: Response): Promise<(name: string) => string> {
  const reply: Readonly<Record<string, unknown>> = JSON.parse(await textOf(response));
  return (name) => String(reply[name]);
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${text}`);
  return text;
}
