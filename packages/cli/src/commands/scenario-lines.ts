import type { ScenarioView } from '@sampan/api';

/** A scenario for people: what it is, what it has met, what nearly met it. */
export function scenarioLines(view: ScenarioView): readonly string[] {
  const { id, name, hits, exchanges, nearMisses, ended, expiresAt, passed } = view;
  const counted = `${hits} ${hits === 1 ? 'hit' : 'hits'}${passed > 0 ? `, ${passed} passed` : ''}`;
  const until = expiresAt === undefined ? '' : `, until ${expiresAt}`;
  return [
    `  ${id}  ${counted}${ended === undefined ? until : `; ended: ${ended}`}${name && `  ${name}`}`,
    ...(exchanges.length > 0 ? [`    hit by ${exchanges.slice(0, 3).join(', ')}`] : []),
    ...nearMisses
      .slice(0, 3)
      .map(({ exchange, reason }) => `    would have met ${exchange}, but ${reason}`),
  ];
}
