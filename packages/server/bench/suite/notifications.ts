import type { PartnerId } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { readCpu, spentBetween } from '../cpu/cpu-account.ts';
import { openReceiver } from '../load/fast-receiver.ts';
import { storeFacts } from '../seed/facts.ts';
import type { World } from '../system/world.ts';
import type { Sample } from './results.ts';

export interface Notifications {
  /** Stores so many facts, and measures until the last is acknowledged. */
  deliver(count: number): Promise<Sample>;
  close(): void;
}

/** From the stored fact to the acknowledgement of one fast receiver. */
export async function openNotifications(world: World, signType = 'MD5'): Promise<Notifications> {
  const receiver = await openReceiver();
  const partnerId = world.partners.MD5.id as PartnerId;
  const accounts = { server: world.serverPid, postgres: world.postgresPid };
  return {
    async deliver(count) {
      const before = readCpu(accounts);
      const startedMs = systemTimers.monotonicMs();
      await storeFacts(world.owner, { partnerId, url: receiver.url, count, signType });
      await receiver.hasGot(count);
      const elapsedMs = systemTimers.monotonicMs() - startedMs;
      const { serverUs, postgresUs } = spentBetween(before, readCpu(accounts));
      return {
        perSecond: (count / elapsedMs) * 1_000,
        serverUs: serverUs / count,
        postgresUs: postgresUs / count,
      };
    },
    close: () => receiver.close(),
  };
}
