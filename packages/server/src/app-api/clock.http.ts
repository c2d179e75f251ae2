import {
  after,
  assert,
  type Instant,
  instant,
  offsetTime,
  parseDuration,
  parseInstant,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { BusinessTime } from '#database';
import type { OperationsDependencies } from './dependencies.ts';
import { conflict, invalid } from './problem.ts';
import { serve } from './serve.http.ts';

/** The documents write years with four digits, and a clock that was set cannot be set back. */
const latest = instant(Date.UTC(2100, 0, 1));

/** Business time, which the sandbox can move: forward only, for every process at once. */
export function clockRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { access, jobs } = world;
  const time = new BusinessTime(world);
  let last: Promise<unknown> = Promise.resolve();

  serve(app, world, 'GET /admin/clock', async () => ({ now: offsetTime(await time.read()) }));

  serve(app, world, 'POST /admin/clock/advance', async ({ body }) => {
    const by = parseDuration(body.by);
    if (by === undefined) throw invalid('by', 'a duration such as "90s", "10m", "2h" or "1d"');
    return move((now) => {
      const target = now + by;
      if (target > latest) throw invalid('by', 'a duration that stays before the year 2100');
      return after(now, by);
    });
  });

  serve(app, world, 'POST /admin/clock/set', async ({ body }) => {
    const to = parseInstant(body.to);
    if (to === undefined) {
      throw invalid('to', 'a time with its offset such as "2026-11-22T00:20:00+08:00"');
    }
    if (to > latest) throw invalid('to', 'a time before the year 2100');
    return move((now) => {
      if (to >= now) return to;
      throw conflict(
        'only-forward',
        `It is ${offsetTime(now)}; the clock only moves forward`,
        'to',
      );
    });
  });

  /** One move after the other: each starts from the time that the one before it has reached. */
  function move(target: (now: Instant) => Instant): Promise<{ now: string }> {
    if (access.kind !== 'sandbox') {
      throw conflict('sandbox-only', 'Only the clock of a sandbox can be moved');
    }
    const moved = last
      .catch(() => undefined)
      .then(async () => {
        const to = target(await time.read());
        await step(to);
        return { now: offsetTime(await time.read()) };
      });
    last = moved;
    return moved;
  }

  /**
   * What becomes due on the way is done at its own instant, in order, so that a night passed over in
   * one move is a night like any other. What is due already is done before time moves at all.
   */
  async function step(to: Instant): Promise<void> {
    await jobs.runDue();
    let due = await jobs.nextDue(to);
    while (due !== undefined && due < to) {
      const reached = due;
      await time.moveTo(reached);
      await jobs.runDue();
      due = await jobs.nextDue(to);
      assert(due === undefined || due > reached, 'what becomes due next lies ahead');
    }
    await time.moveTo(to);
    await jobs.runDue();
  }
}
