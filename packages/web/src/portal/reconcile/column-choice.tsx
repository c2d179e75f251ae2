import { Button, Choice, Wrong } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';
import { type Columns, type Meaning, meanings } from './messages.ts';
import type { Book } from './use-comparison.ts';

/** Says which column of the book is which. */
export function ColumnChoice({
  book: { names, columns },
  isNeeded,
  onChoose,
  onDone,
}: {
  readonly book: Book;
  /** The header did not say enough. */
  readonly isNeeded: boolean;
  readonly onChoose: (columns: Columns) => void;
  readonly onDone: () => void;
}) {
  const { say } = useSay();
  const choose = (meaning: Meaning, name: string) => {
    const { [meaning]: _old, ...others } = columns;
    onChoose(name === '' ? others : { ...others, [meaning]: name });
  };
  const distinct = [...new Set(names.filter((name) => name !== ''))];
  return (
    <section className="card pad column-choice" aria-labelledby="columns">
      <h2 id="columns">{say('recon.whichTitle')}</h2>
      {isNeeded && <Wrong>{say('recon.whichNeeded')}</Wrong>}
      <div className="which">
        {meanings.map((meaning) => (
          <div key={meaning}>
            <span>{say(`recon.meaning.${meaning}`)}</span>
            <Choice
              label={say(`recon.meaning.${meaning}`)}
              value={columns[meaning] ?? ''}
              onChoose={(name) => choose(meaning, name)}
            >
              <option value="">{say(`recon.without.${meaning}`)}</option>
              {distinct.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Choice>
          </div>
        ))}
      </div>
      {!isNeeded && (
        <Button size="desk" onClick={onDone}>
          {say('recon.whichDone')}
        </Button>
      )}
    </section>
  );
}
