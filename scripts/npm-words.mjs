/**
 * The options that npm keeps to itself. `npm start --port 8800` hands the script the word `8800`; that
 * there was a `--port` stands in the environment only, as `npm_config_port=true`. With `--port=8800` the
 * environment has the value too.
 *
 *     npmWords({ npm_config_port: 'true' }, [{ name: 'port', value: 'N' }], ['8800'])
 *     // ['--port', '8800']
 *
 * Undefined when it cannot be known which word belongs to which option.
 */
export function npmWords(environment, options, words) {
  const kept = options.flatMap(({ name, value }) => {
    const given = environment[`npm_config_${name.replaceAll('-', '_')}`];
    return given === undefined || given === '' || given === 'false' ? [] : [{ name, value, given }];
  });
  const switches = kept.filter(({ value }) => !value);
  const complete = kept.filter(({ value, given }) => value && given !== 'true');
  const known = [
    ...switches.map(({ name }) => `--${name}`),
    ...complete.flatMap(({ name, given }) => [`--${name}`, given]),
  ];
  const cut = kept.filter(({ value, given }) => value && given === 'true');
  if (cut.length === 0) return [...known, ...words];
  const [word] = words;
  if (cut.length > 1 || words.length !== 1 || word.startsWith('-')) return undefined;
  return [...known, `--${cut[0].name}`, word];
}
