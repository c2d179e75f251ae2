import { formatAmount, isZero, money, parseAmount, zero } from '@sampan/primitives';
import { Amount, Icon } from '@sampan/web/shared';
import { currencyOf, draftOrder } from '../store/state.ts';
import { dispatch, useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { sumOf, typedAmount } from './draft.ts';

/** The basket, line by line. */
export function Lines({ locked }: { readonly locked: boolean }) {
  const { say } = useTillWords();
  const draft = useTill((state) => state.draft);
  const order = useTill(draftOrder);
  const currency = useTill(currencyOf);
  const sum = sumOf(draft, currency);
  const typed = typedAmount(draft.typed, currency);
  const isOnlyTyped = draft.lines.length === 0;
  return (
    <ul className="lines">
      {draft.lines.map(({ itemId, name, quantity, price }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
        <li key={index}>
          <LineName itemId={itemId} name={name} />
          <span className="q num">{quantity}</span>
          <span className="p num">{timesText(price, quantity, currency)}</span>
          {!locked && (
            <button
              type="button"
              className="icon-btn less"
              aria-label={say('lines.less')}
              onClick={() => dispatch({ is: 'draft', change: { is: 'less', index } })}
            >
              <Icon name={quantity > 1 ? 'bar' : 'cross'} size={18} />
            </button>
          )}
        </li>
      ))}
      {!isOnlyTyped && !isZero(typed) && (
        <li className="now">
          <span>{say('lines.free')}</span>
          <span />
          <span className="p num">{formatAmount(typed)}</span>
        </li>
      )}
      {draft.discount && (
        <Extra
          name={say('charge.discount')}
          amount={sum.discount}
          minus
          onDrop={() => dispatch({ is: 'draft', change: { is: 'discount', part: undefined } })}
        />
      )}
      {draft.tip && (
        <Extra
          name={say('charge.tip')}
          amount={sum.tip}
          onDrop={() => dispatch({ is: 'draft', change: { is: 'tip', part: undefined } })}
        />
      )}
      {order?.state === 'partPaid' && (
        <li>
          <span>{say('lines.paid')}</span>
          <span />
          <span className="p num">−{order.totals.paid}</span>
        </li>
      )}
      {isOnlyTyped && draft.typed === '' && <li className="hint">{say('lines.hint')}</li>}
    </ul>
  );
}

function Extra({
  name,
  amount,
  minus = false,
  onDrop,
}: {
  readonly name: string;
  readonly amount: string;
  readonly minus?: boolean;
  readonly onDrop: () => void;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  return (
    <li className="extra">
      <span>{name}</span>
      <span />
      <span className="p">
        <Amount
          value={amount}
          currency={currency}
          withoutCurrency
          {...(minus && { flow: 'out' as const })}
        />
      </span>
      <button
        type="button"
        className="icon-btn less"
        aria-label={`${say('charge.clear')}: ${name}`}
        onClick={onDrop}
      >
        <Icon name="cross" size={18} />
      </button>
    </li>
  );
}

/** In English and Chinese, as on the shelf. */
export function LineName({
  itemId,
  name,
}: {
  readonly itemId?: string | undefined;
  readonly name?: string | undefined;
}) {
  const { say, language } = useTillWords();
  const item = useTill(({ till }) => till?.items.find(({ id }) => id === itemId));
  if (!item) return <span className="n">{name ?? say('lines.free')}</span>;
  const chinese = language === 'zh-CN' ? item.name.zhHans : item.name.zhHant;
  if (chinese === item.name.en) return <span className="n">{chinese}</span>;
  const lang = language === 'zh-CN' ? 'zh-CN' : 'zh-HK';
  return (
    <span className="n">
      {item.name.en} <span lang={lang}>{chinese}</span>
    </span>
  );
}

function timesText(
  price: string,
  quantity: number,
  currency: ReturnType<typeof currencyOf>,
): string {
  const each = parseAmount(price, currency) ?? zero(currency);
  return formatAmount(money(currency, each.minor * BigInt(quantity)));
}
