import { seconds } from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import { BusinessClock } from '#database';

/** How far the clocks of this machine and of the database may be apart. */
const bound = { differenceMax: seconds(2), timers: systemTimers };

/** Business time by this machine's clock, for as long as that agrees with the database's. */
export const machineClock = (): BusinessClock => new BusinessClock(systemClock, { bound });
