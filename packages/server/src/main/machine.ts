/** This machine's time and chance: the one place from which a server takes them. */
import {
  type Clock,
  type IdSource,
  idSource,
  type Random,
  seconds,
  type Timers,
} from '@sampan/primitives';
import { systemClock, systemRandom, systemTimers } from '@sampan/primitives/node';
import { BusinessClock } from '#database';

export interface Machine {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly ids: IdSource;
  /** Business time by `clock`, for as long as that agrees with the database's. */
  readonly businessClock: () => BusinessClock;
}

/** How far the clocks of this machine and of the database may be apart. */
const bound = { differenceMax: seconds(2), timers: systemTimers };

export const thisMachine: Machine = {
  clock: systemClock,
  timers: systemTimers,
  random: systemRandom,
  ids: idSource(systemRandom),
  businessClock: () => new BusinessClock(systemClock, { bound }),
};
