import { useState } from 'react';
import { Button, ButtonLink, IconAvatar, ListRow, Toggle } from '../../shared/index.ts';
import { countText, figure } from '../figure.ts';
import { type Column, FigureTable } from '../parts/figure-table.tsx';
import { orderAddress, tradeAddress } from '../places.ts';
import { useSay } from '../words/use-say.ts';
import {
  type Compared,
  type FoundBreak,
  type Group,
  groupOf,
  groups,
  type Side,
} from './messages.ts';
import { signed } from './verdict.tsx';
import { Why } from './why.tsx';

/** So many more rows are shown at once. */
const step = 100;

/** So many are looked up by themselves; the others show what the two sides say. */
const lookedUp = 20;

/** Every break with both amounts, the difference, why as far as it is known, and what to do. */
export function Breaks({ compared }: { readonly compared: Compared }) {
  const { breaks, count, counts, difference } = compared;
  const { say } = useSay();
  const [group, setGroup] = useState<Group | 'all'>('all');
  const [most, setMost] = useState(step);
  const numbered = breaks.map((each, index) => ({ ...each, index }));
  const chosen = group === 'all' ? numbered : numbered.filter((each) => groupOf(each) === group);
  const shown = chosen.slice(0, most);
  const countOf = (each: Group | 'all') => (each === 'all' ? count : counts[each]);
  const ways = (['all', ...groups] as const)
    .filter((each) => countOf(each) > 0)
    .map((id) => ({ id, name: `${say(`recon.group.${id}`)} ${countText(countOf(id))}` }));
  const isWhole = group === 'all' && shown.length === count;
  const columns: readonly Column<(typeof numbered)[number]>[] = [
    { head: say('recon.what'), cell: (each) => <b>{nameOf(each, say)}</b> },
    {
      head: say('recon.order'),
      cell: (each) => (
        <a className="mono" href={addressOf(each)}>
          {each.id}
        </a>
      ),
    },
    { head: say('recon.ownBook'), isFigure: true, cell: ({ here, kind }) => shownOf(here, kind) },
    {
      head: say('recon.fileShort'),
      isFigure: true,
      cell: ({ there, kind }) => shownOf(there, kind),
    },
    {
      head: say('recon.difference'),
      isFigure: true,
      cell: (each) => <span className="apart-by">{signed(each.difference)}</span>,
    },
    {
      head: say('recon.why'),
      isWide: true,
      cell: (each) => <Why of={each} isLookedUp={each.index < lookedUp} />,
    },
    { head: <span className="sr">{say('app.look')}</span>, cell: (each) => <Act of={each} /> },
  ];
  return (
    <section className="card breaks" id="breaks" aria-labelledby="breaks-title">
      <div className="card-head">
        <h2 id="breaks-title">{say('recon.breaksTitle')}</h2>
        <Toggle
          label={say('recon.breaksTitle')}
          value={group}
          onChoose={(next) => {
            setGroup(next);
            setMost(step);
          }}
          ways={ways}
        />
      </div>
      <FigureTable
        label={say('recon.breaksTitle')}
        columns={columns}
        rows={shown}
        idOf={({ index }) => String(index)}
        {...(isWhole && {
          foot: [
            <b key="sum">{say('recon.sumOfBreaks')}</b>,
            '',
            '',
            '',
            <b key="difference">{signed(difference)}</b>,
            say('recon.equalsAbove'),
            '',
          ],
        })}
        narrow={(each) => (
          <div className="break-row">
            <ListRow
              href={addressOf(each)}
              avatar={<IconAvatar icon="swap" size={32} />}
              title={nameOf(each, say)}
              sub={<span className="mono">{each.id}</span>}
              end={
                <>
                  <b className="num apart-by">{signed(each.difference)}</b>
                  <small className="faint num">
                    {shownOf(each.here, each.kind)} · {shownOf(each.there, each.kind)}
                  </small>
                </>
              }
            />
            <p className="muted">
              <Why of={each} isLookedUp={each.index < lookedUp} />
            </p>
          </div>
        )}
      />
      {shown.length < countOf(group) && (
        <div className="more-rows">
          {shown.length < chosen.length && (
            <Button size="desk" onClick={() => setMost(most + step)}>
              {say('recon.more', { count: Math.min(step, chosen.length - shown.length) })}
            </Button>
          )}
          <span className="faint">
            {say('recon.shownOf', {
              shown: countText(shown.length),
              all: countText(countOf(group)),
            })}
          </span>
        </div>
      )}
    </section>
  );
}

const nameOf = ({ kind }: FoundBreak, say: ReturnType<typeof useSay>['say']): string =>
  say(`recon.kind.${kind}`);

const addressOf = ({ id, transactionId }: FoundBreak): string =>
  transactionId === undefined ? orderAddress(id) : tradeAddress(transactionId);

/** What the break is about: the amount or the fee; a dash on the side that has no such row. */
const shownOf = (side: Side | undefined, kind: FoundBreak['kind']): string =>
  side === undefined ? '–' : figure((kind === 'fee' ? side.fee : side.amount) ?? '–');

function Act({ of: each }: { readonly of: FoundBreak }) {
  const { say } = useSay();
  return (
    <ButtonLink size="desk" href={addressOf(each)}>
      {say(each.transactionId === undefined ? 'recon.findTrade' : 'recon.openTrade')}
    </ButtonLink>
  );
}
