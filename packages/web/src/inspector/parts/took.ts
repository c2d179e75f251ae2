import { useSay } from '../words/use-say.ts';

/** `3 ms`, `30.0 s` */
export function useTook(): (ms: number) => string {
  const { say } = useSay();
  return (ms) =>
    ms < 10_000
      ? say('list.ms', { ms })
      : say('list.seconds', { seconds: (ms / 1_000).toFixed(1) });
}
