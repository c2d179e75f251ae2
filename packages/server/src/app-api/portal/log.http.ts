import type { LogEntryView } from '@sampan/api';
import { isTradeId, offsetTime, type TradeId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { listStaffLog, type StaffLogEntry } from '#staff';
import { definedOnly } from '../fields.ts';
import { type List, pageOf } from '../page.ts';
import { unknown } from '../problem.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

const logList: List<StaffLogEntry, TradeId> = {
  name: 'staff-log',
  keyOf: ({ id }) => [id],
  keyFrom: ([id = '']) => (isTradeId(id) ? id : undefined),
};

/** What the people of a partner have changed. */
export function logRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, staff } = world;

  serve(app, world, 'GET /log', async ({ caller, query }) => {
    const partnerId = caller.partner.id;
    const member = await knownMember(query.member);
    const page = await pageOf(logList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listStaffLog(connection, { partnerId, memberId: member?.id, after, limit }),
      );
      return result;
    });
    return { ...page, items: page.items.map(logEntryView) };

    async function knownMember(id: string | undefined) {
      if (id === undefined) return undefined;
      const found = (await staff.list(partnerId)).find((each) => each.id === id);
      if (!found) throw unknown('member', id);
      return found;
    }
  });
}

const logEntryView = (entry: StaffLogEntry): LogEntryView => ({
  ...{ at: offsetTime(entry.at), who: entry.who, what: entry.what, detail: entry.detail },
  ...definedOnly({ memberId: entry.memberId, subject: entry.subject, why: entry.why }),
});
