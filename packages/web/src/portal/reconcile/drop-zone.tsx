import { type DragEvent, useId, useState } from 'react';
import { Icon } from '../../shared/index.ts';
import { countText } from '../figure.ts';
import { useSay } from '../words/use-say.ts';
import { meanings } from './messages.ts';
import type { Book, Outcome } from './use-comparison.ts';

/** Takes a CSV that is dropped or chosen; says what was read of it. */
export function DropZone({
  book,
  outcome,
  onFile,
  onColumns,
}: {
  readonly book: Book | undefined;
  readonly outcome: Outcome;
  readonly onFile: (file: File) => void;
  readonly onColumns: () => void;
}) {
  const { say } = useSay();
  const [isOver, setOver] = useState(false);
  const id = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  const isReading = outcome.is === 'reading';
  return (
    <section
      className={isOver ? 'drop over' : 'drop'}
      aria-label={say('recon.drop')}
      aria-busy={isReading}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="document" size={28} />
      <div className="grow" role="status">
        <p>
          <b>{book ? book.file.name : say('recon.drop')}</b>{' '}
          <span className="muted">
            {isReading
              ? say('recon.reading')
              : outcome.is === 'compared'
                ? say('recon.read', {
                    rows: countText(outcome.compared.ownRows),
                    seconds: outcome.seconds,
                  })
                : say('recon.stays')}
          </span>
        </p>
        {book && (
          <p className="recon-columns">
            {say('recon.columns')}{' '}
            {meanings.map((meaning) => {
              const name = book.columns[meaning];
              return (
                name !== undefined && (
                  <span key={meaning}>
                    <code>{name}</code> {say(`recon.is.${meaning}`)}
                  </span>
                )
              );
            })}
            <button type="button" className="text-btn" onClick={onColumns}>
              {say('recon.change')}
            </button>
          </p>
        )}
      </div>
      <label className="btn desk file-btn" htmlFor={id}>
        {say(book ? 'recon.another' : 'recon.choose')}
        <input
          id={id}
          type="file"
          className="sr"
          accept=".csv,text/csv,.txt"
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = '';
            if (file) onFile(file);
          }}
        />
      </label>
    </section>
  );
}
