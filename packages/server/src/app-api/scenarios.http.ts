import type { ScenarioView } from '@sampan/api';
import { offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { endOf, readNearMiss, type ScenarioRow, type Scenarios, scenariosMax } from '#scenarios';
import type { OperationsDependencies } from './dependencies.ts';
import { conflict, invalid, unknown } from './problem.ts';
import { serve } from './serve.http.ts';

/** What a sandbox pretends. */
export function scenarioRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const known = (): Scenarios => {
    if (world.scenarios) return world.scenarios;
    throw conflict('sandbox-only', 'Only a sandbox pretends; this is none');
  };

  serve(app, world, 'GET /admin/scenarios', async () => {
    const scenarios = known();
    return { scenarios: (await scenarios.list()).map((row) => viewOf(row, scenarios)) };
  });

  serve(app, world, 'POST /admin/scenarios', async ({ body }) => {
    const scenarios = known();
    const added = await scenarios.add(body);
    if (added.ok) return viewOf(added.value, scenarios);
    if (added.problem === 'too-many') throw tooMany();
    throw invalid(added.problem.field, added.problem.expected);
  });

  serve(app, world, 'POST /admin/scenarios/magic', async () => {
    const scenarios = known();
    const added = await scenarios.addMagic();
    if (!added) throw tooMany();
    return { scenarios: added.map((row) => viewOf(row, scenarios)) };
  });

  serve(app, world, 'PUT /admin/scenarios/:id', async ({ params: { id }, body }) => {
    const scenarios = known();
    const replaced = await scenarios.replace(id, body);
    if (replaced.ok) return viewOf(replaced.value, scenarios);
    if (replaced.problem === 'unknown') throw unknown('scenario', id);
    if (replaced.problem === 'shipped') {
      throw conflict('scenario-shipped', 'A shipped scenario is only switched; add one like it');
    }
    throw invalid(replaced.problem.field, replaced.problem.expected);
  });

  serve(app, world, 'DELETE /admin/scenarios', async () => ({ cleared: await known().clear() }));

  serve(app, world, 'DELETE /admin/scenarios/:id', async ({ params: { id } }) => {
    const cleared = await known().clear(id);
    if (cleared.length === 0) throw unknown('scenario', id);
    return { cleared };
  });
}

const tooMany = () =>
  conflict('too-many-scenarios', `There are ${scenariosMax} scenarios already; clear some`);

function viewOf(row: ScenarioRow, scenarios: Scenarios): ScenarioView {
  const { scenario_id: id, definition, expires_at: expiresAt, hits } = row;
  const endedBy = endOf(row, scenarios.now());
  return {
    id,
    name: definition.name ?? '',
    magic: row.magic,
    addedAt: offsetTime(row.added_at),
    ...(expiresAt !== undefined && { expiresAt: offsetTime(expiresAt) }),
    ...{ hits, passed: row.passed, exchanges: row.exchanges },
    nearMisses: row.near_misses.map(readNearMiss),
    ...(endedBy && {
      ended: endedBy === 'time' ? 'its time is over' : `it was used ${hits} times`,
      endedBy,
    }),
    scenario: definition,
  };
}
