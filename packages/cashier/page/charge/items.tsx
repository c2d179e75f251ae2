import type { ItemView } from '@sampan/cashier/api';
import { Amount, Empty, SearchField } from '@sampan/web/shared';
import { useState } from 'react';
import { inLanguage } from '../names.ts';
import { dispatch, useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

/** The things that the shop sells, as keys. */
export function Items({
  items: given,
  plain = false,
}: {
  readonly items?: readonly ItemView[];
  readonly language?: string;
  /** Without the search. */
  readonly plain?: boolean;
}) {
  const { say, language } = useTillWords();
  const all = useTill(({ till }) => till?.items ?? none);
  const currency = useTill(({ till }) => till?.currency ?? '');
  const lines = useTill(({ draft }) => draft.lines);
  const [text, setText] = useState('');
  const items = given ?? all.filter((item) => matches(item, text));
  const keys = items.map((item) => {
    const count = lines.find(({ itemId }) => itemId === item.id)?.quantity;
    return (
      <button
        key={item.id}
        type="button"
        className="item"
        onClick={() =>
          dispatch({ is: 'draft', change: { is: 'item', itemId: item.id, price: item.price } })
        }
      >
        <b>{inLanguage(item.name, language)}</b>
        <small>
          <Amount value={item.price} currency={currency} withoutCurrency />
        </small>
        {count !== undefined && <span className="count num">× {count}</span>}
      </button>
    );
  });
  if (plain) return keys;
  return (
    <div className="items">
      {all.length > 12 && (
        <SearchField value={text} label={say('items.search')} onChange={setText} />
      )}
      {items.length === 0 ? (
        <Empty title={say(all.length === 0 ? 'items.none' : 'items.noMatch')} icon="shop" />
      ) : (
        <div className="grid">{keys}</div>
      )}
    </div>
  );
}

const none: readonly ItemView[] = [];

function matches({ name, barcode }: ItemView, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  return [name.en, name.zhHant, name.zhHans, barcode ?? ''].some((each) =>
    each.toLowerCase().includes(wanted),
  );
}
