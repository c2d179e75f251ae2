import { useQuery } from '@tanstack/react-query';
import { clockTime, dateText, dayOf } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { figure } from '../figure.ts';
import { useLanguage } from '../language.ts';
import { useSay } from '../words/use-say.ts';
import type { FoundBreak } from './messages.ts';

/** What the two sides say, and what is known of an order that only one of them has. */
export function Why({
  of: each,
  isLookedUp,
}: {
  readonly of: FoundBreak;
  readonly isLookedUp: boolean;
}) {
  const { say } = useSay();
  const { kind, here, there } = each;
  if (here && there) {
    const said = { line: here.line, fileLine: there.line };
    if (kind === 'status') {
      return say('recon.why.status', { ...said, own: here.type, file: there.type });
    }
    if (kind === 'currency') {
      return say('recon.why.currency', {
        ...said,
        own: here.currency ?? '–',
        file: there.currency ?? '–',
      });
    }
    if (kind === 'fee') {
      return say('recon.why.fee', {
        ...said,
        own: figure(here.fee ?? '–'),
        file: figure(there.fee ?? '–'),
      });
    }
    return say('recon.why.amount', {
      ...said,
      own: figure(here.amount),
      file: figure(there.amount),
    });
  }
  if (kind === 'duplicate') {
    return here
      ? say('recon.why.twiceHere', { line: here.line })
      : say('recon.why.twiceThere', { line: there?.line ?? 0 });
  }
  return <OneSided of={each} isLookedUp={isLookedUp} />;
}

/** Asks what became of the order; a refund's own id is found by its trade. */
function OneSided({
  of: { id, kind, here, there },
  isLookedUp,
}: {
  readonly of: FoundBreak;
  readonly isLookedUp: boolean;
}) {
  const { say } = useSay();
  const { language } = useLanguage();
  const found = useQuery({
    queryKey: ['trades', 'of-order', id],
    queryFn: async () =>
      (await ask('GET /trades', { query: { text: id, limit: 1 } })).items[0] ?? null,
    enabled: isLookedUp,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const where = here
    ? say('recon.why.hereOnly', { line: here.line })
    : say('recon.why.thereOnly', { line: there?.line ?? 0 });
  const trade = found.data;
  if (trade === undefined) return where;
  if (trade === null) return `${where} ${say('recon.why.noTrade')}`;
  const when = (time: string) => `${dateText(dayOf(time), language)} ${clockTime(time)}`;
  if (trade.paidAt === undefined) {
    return `${where} ${say(trade.status === 'waiting' ? 'recon.why.waiting' : 'recon.why.notPaid', { time: when(trade.createdAt) })}`;
  }
  return `${where} ${say(kind === 'missing-here' ? 'recon.why.paid' : 'recon.why.paidOther', { time: when(trade.paidAt) })}`;
}
