import { useCallback, useEffect, useState } from 'react';
import { refusalCode } from '../store/api.ts';

export interface Loaded<Value> {
  readonly value: Value | undefined;
  /** Why not: a code of the till, or `no-answer`. */
  readonly failed: string | undefined;
  readonly reload: () => void;
  readonly set: (value: Value) => void;
}

/** Loads once, and again when `load` changes or is asked for. What was there stays until then. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [value, setValue] = useState<Value>();
  const [failed, setFailed] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    let isOver = false;
    load().then(
      (loaded) => {
        if (isOver) return;
        setValue(loaded);
        setFailed(undefined);
      },
      (error) => {
        if (!isOver) setFailed(refusalCode(error) ?? 'no-answer');
      },
    );
    return () => {
      isOver = true;
    };
  }, [load, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return { value, failed, reload, set: setValue };
}
