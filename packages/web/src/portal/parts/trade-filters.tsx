import { useState } from 'react';
import { dayOf, dayText } from '../../shared/index.ts';
import { nameOf, spanNames, spanOf } from '../days.ts';
import { useShops } from '../queries/trades.ts';
import { insts, products, statuses, type TradesPlace } from '../search.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';
import { FilterChoice } from './filter-choice.tsx';
import { FindField } from './find-field.tsx';

/** The search and the filters, each of which is in the address. */
export function TradeFilters({
  place,
  onFilter,
}: {
  readonly place: TradesPlace;
  readonly onFilter: (filters: TradesPlace) => void;
}) {
  const { say } = useSay();
  const { text = '', status = '', inst = '', product = '', refunded = '' } = place;
  return (
    <search className="filters">
      <FindField
        value={text}
        label={say('trades.find')}
        onFind={(next) => onFilter({ text: next })}
      />
      <div className="filter-row">
        <DayFilter place={place} onFilter={onFilter} />
        <ShopFilter value={place.store ?? ''} onChoose={(store) => onFilter({ store })} />
        <FilterChoice
          label={say('trades.status')}
          value={status}
          onChoose={(next) => onFilter({ status: next })}
        >
          {statuses.map((each) => (
            <option key={each} value={each}>
              {say(`trades.status.${each}`)}
            </option>
          ))}
        </FilterChoice>
        <FilterChoice
          label={say('trades.wallet')}
          value={inst}
          onChoose={(next) => onFilter({ inst: next })}
        >
          {insts.map((each) => (
            <option key={each} value={each}>
              {say(`wallet.${each}`)}
            </option>
          ))}
        </FilterChoice>
        <FilterChoice
          label={say('trades.product')}
          value={product}
          onChoose={(next) => onFilter({ product: next })}
        >
          {products.map((each) => (
            <option key={each} value={each}>
              {say(`product.${each}`)}
            </option>
          ))}
        </FilterChoice>
        <FilterChoice
          label={say('trades.refunds')}
          value={refunded}
          onChoose={(next) => onFilter({ refunded: next })}
        >
          <option value="true">{say('trades.withRefunds')}</option>
        </FilterChoice>
      </div>
    </search>
  );
}

type Filtering = Parameters<typeof TradeFilters>[0];

/** Usual spans by name; two days of one's own choice in fields. */
function DayFilter({ place: { from, to }, onFilter }: Filtering) {
  const { language, say } = useSay();
  const today = dayOf(useSession().now);
  const [isOwn, setOwn] = useState(false);
  const name = nameOf({ from, to }, today);
  const isSet = from !== undefined || to !== undefined;
  const value = isSet ? (name ?? 'own') : isOwn ? 'own' : '';
  const shown = (day: string | undefined) => (day === undefined ? '…' : dayText(day, language));
  return (
    <>
      <FilterChoice
        label={say('trades.day')}
        value={value}
        onChoose={(next) => {
          const chosen = spanNames.find((each) => each === next);
          setOwn(next === 'own');
          if (chosen) onFilter(spanOf(chosen, today));
          else if (next === undefined) onFilter({ from: undefined, to: undefined });
          else onFilter({ from: from ?? today, to: to ?? today });
        }}
      >
        {spanNames.map((each) => (
          <option key={each} value={each}>
            {say(`span.${each}`)}
          </option>
        ))}
        <option value="own">
          {isSet && name === undefined
            ? from === to
              ? shown(from)
              : `${shown(from)} – ${shown(to)}`
            : say('span.own')}
        </option>
      </FilterChoice>
      {(isOwn || (isSet && name === undefined)) && (
        <span className="span">
          <input
            type="date"
            aria-label={say('span.from')}
            value={from ?? ''}
            max={to ?? today}
            onChange={({ target }) => onFilter({ from: target.value || undefined })}
          />
          –
          <input
            type="date"
            aria-label={say('span.to')}
            value={to ?? ''}
            min={from}
            max={today}
            onChange={({ target }) => onFilter({ to: target.value || undefined })}
          />
        </span>
      )}
    </>
  );
}

function ShopFilter({
  value,
  onChoose,
}: {
  readonly value: string;
  readonly onChoose: (store: string | undefined) => void;
}) {
  const { say } = useSay();
  const stores = new Map((useShops().data ?? []).map((shop) => [shop.storeId, shop.storeName]));
  if (value !== '' && !stores.has(value)) stores.set(value, value);
  if (stores.size === 0) return null;
  return (
    <FilterChoice label={say('trades.allShops')} value={value} onChoose={onChoose}>
      {[...stores].map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </FilterChoice>
  );
}
