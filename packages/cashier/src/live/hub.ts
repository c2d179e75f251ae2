/**
 * Live events of the till. The last ones are kept, so that a page that lost its connection gets what it
 * has missed; one that missed more reads everything again.
 */
import type { TillEvents } from '../api/index.ts';

export interface SentEvent {
  readonly id: string;
  readonly kind: keyof TillEvents;
  readonly data: unknown;
}

type Listener = (event: SentEvent) => void;

export interface Hub {
  /** The next moment of this run, for a view of an order: the later the view, the greater its step. */
  stamp(): { readonly run: string; readonly step: number };
  publish<Kind extends keyof TillEvents>(kind: Kind, data: TillEvents[Kind]): void;
  /** Something that the displays show may have changed. */
  changed(): void;
  listen(listener: Listener): () => void;
  onChange(listener: () => void): () => void;
  /** The events after this one; undefined when they are not all here. */
  since(id: string): readonly SentEvent[] | undefined;
}

/** A busy minute of a till. */
const keptMax = 500;

/** `run` tells this run of the till from those before it. */
export function createHub(run: string): Hub {
  const listeners = new Set<Listener>();
  const watchers = new Set<() => void>();
  let kept: readonly SentEvent[] = [];
  let count = 0;
  let step = 0;
  return {
    stamp() {
      step += 1;
      return { run, step };
    },
    publish(kind, data) {
      count += 1;
      const event = { id: `${run}-${count}`, kind, data };
      kept = [...kept, event].slice(-keptMax);
      for (const listener of listeners) listener(event);
      for (const watcher of watchers) watcher();
    },
    changed() {
      for (const watcher of watchers) watcher();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onChange(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    since(id) {
      const [, ofRun, text = ''] = /^(.*)-(\d{1,15})$/.exec(id) ?? [];
      const last = Number(text);
      if (ofRun !== run || last > count || count - last > kept.length) return undefined;
      return kept.slice(kept.length - (count - last));
    },
  };
}
