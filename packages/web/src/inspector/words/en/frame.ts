/** Words of the head of every page. */
export const frame = {
  'app.name': 'Inspector',
  'app.world': 'World',
  'app.worldNamed': 'World {world}',
  'app.language': 'Language',
  'app.pages': 'Pages',
  'app.loading': 'the page',
  'app.exchanges': 'Exchanges',
  'app.scenarios': 'Scenarios',
  'app.acceptance': 'Acceptance',
  'app.advice': 'Advice',
  'app.build': 'Build',
  'app.zone': 'GMT+8',
  'app.keys': 'Keys: / search, j and k rows, Enter open, Esc back',
  'app.noWorld': 'There is no world {world}.',
  'app.toMain': 'Go to world main',
} as const;
