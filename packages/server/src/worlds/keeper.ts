import { after, type Clock, type Duration, seconds, type Timers } from '@sampan/primitives';
import type { KnownWorlds } from './known-worlds.ts';
import type { Closable, OpenWorlds } from './open-worlds.ts';

export interface KeeperParts {
  readonly known: Pick<KnownWorlds, 'all'>;
  readonly open: Pick<OpenWorlds<Closable>, 'closeIdle' | 'enter' | 'has' | 'size'>;
  readonly openMax: () => number;
  readonly drop: (world: string) => Promise<unknown>;
  /** Real time: the age of a world does not depend on its own clock. */
  readonly clock: Clock;
  readonly timers: Timers;
  /** How long a world is kept after its last call; undefined means for ever. */
  readonly keepFor: Duration | undefined;
  /** How long a world stays open after its last request. */
  readonly idleMax: Duration;
  readonly onFailure: (error: unknown) => void;
}

const watchEvery = seconds(1);

/** Closes idle worlds, wakes those that have work to do, and drops old ones, until it is stopped. */
export function keepWorlds(parts: KeeperParts): () => Promise<void> {
  const { open, timers, idleMax, onFailure } = parts;
  let isStopping = false;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const work = async (): Promise<void> => {
    while (!isStopping) {
      await open.closeIdle(idleMax).catch(onFailure);
      wakeDue(parts);
      await dropOld(parts).catch(onFailure);
      await Promise.race([timers.sleep(watchEvery), stopped]);
    }
  };
  const working = work();
  return async () => {
    isStopping = true;
    stop();
    await working;
  };
}

/** A woken world works, and closes again when it is idle. None is closed for it. */
function wakeDue({ known, open, openMax, clock, onFailure }: KeeperParts): void {
  for (const { world, wakesAt } of known.all()) {
    if (wakesAt === undefined || wakesAt > clock.now() || open.has(world)) continue;
    if (open.size >= openMax()) return;
    open.enter(world).then(({ leave }) => leave(), onFailure);
  }
}

async function dropOld({ known, open, drop, clock, keepFor }: KeeperParts): Promise<void> {
  if (keepFor === undefined) return;
  for (const { world, calledAt } of known.all()) {
    const isOld = after(calledAt, keepFor) <= clock.now();
    if (isOld && !open.has(world)) await drop(world);
  }
}
