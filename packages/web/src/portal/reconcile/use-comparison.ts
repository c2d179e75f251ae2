import { useCallback, useEffect, useRef, useState } from 'react';
import { machine } from '../../shared/index.ts';
import { useSentence } from '../parts/use-sentence.ts';
import { fetchFile } from '../queries/settlement.ts';
import { askWorker } from './ask-worker.ts';
import { areEnough, guessColumns } from './guess-columns.ts';
import type { Asked, Columns, Compared, Said, Unreadable } from './messages.ts';

/** The dropped book: its columns are known before its rows are read. */
export interface Book {
  readonly file: File;
  readonly names: readonly string[];
  readonly columns: Columns;
}

export type Outcome =
  | { readonly is: 'nothing' }
  | { readonly is: 'reading' }
  | { readonly is: 'ours' }
  | { readonly is: 'columns' }
  | { readonly is: 'unreadable'; readonly unreadable: Unreadable }
  | { readonly is: 'failed'; readonly text: string }
  | { readonly is: 'compared'; readonly compared: Compared; readonly seconds: string };

/** Compares a dropped book with a file of the server; a new one ends the comparison before it. */
export function useComparison(fileName: string | undefined) {
  const sentence = useSentence();
  const [book, setBook] = useState<Book>();
  const [outcome, setOutcome] = useState<Outcome>({ is: 'nothing' });
  const running = useRef<() => void>(undefined);
  const latest = useRef(0);

  const ask = useCallback((asked: Asked): Promise<Said> => {
    const { said, stop } = askWorker(asked);
    running.current = stop;
    return said;
  }, []);

  const compare = useCallback(
    async (next: Book) => {
      const turn = ++latest.current;
      running.current?.();
      const isOver = () => turn !== latest.current;
      if (!areEnough(next.columns)) return setOutcome({ is: 'columns' });
      if (fileName === undefined) return setOutcome({ is: 'nothing' });
      setOutcome({ is: 'reading' });
      const began = machine.now();
      try {
        const file = await fetchFile(fileName);
        if (isOver()) return;
        const said = await ask({ do: 'compare', own: next.file, file, columns: next.columns });
        if (isOver()) return;
        const seconds = ((machine.now() - began) / 1_000).toFixed(1);
        if (said.is === 'compared') setOutcome({ ...said, seconds });
        else if (said.is === 'unreadable') setOutcome(said);
      } catch (error) {
        if (!isOver()) setOutcome({ is: 'failed', text: sentence(error) });
      }
    },
    [ask, fileName, sentence],
  );

  async function take(file: File): Promise<void> {
    const turn = ++latest.current;
    running.current?.();
    setOutcome({ is: 'reading' });
    const said = await ask({ do: 'head', own: file });
    if (turn !== latest.current) return;
    setBook(undefined);
    if (said.is === 'unreadable') return setOutcome(said);
    if (said.is !== 'head') return;
    if (said.isOurs) return setOutcome({ is: 'ours' });
    const next = { file, names: said.names, columns: guessColumns(said.names) };
    setBook(next);
  }

  // Another day, another file or other columns: compared anew.
  useEffect(() => {
    if (book) void compare(book);
    else running.current?.();
  }, [book, compare]);
  useEffect(() => () => running.current?.(), []);

  const choose = (columns: Columns) => setBook((old) => old && { ...old, columns });
  return { book, outcome, take, choose };
}
