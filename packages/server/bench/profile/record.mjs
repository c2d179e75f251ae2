/**
 * Preloaded into a server that is profiled (`node --import`): SIGUSR2 starts the profiler of its main
 * thread, and a second one stops it and writes the profile to the file that SAMPAN_BENCH_PROFILE names.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

const file = process.env['SAMPAN_BENCH_PROFILE'];
const samplingUs = 200;
let session;

process.on('SIGUSR2', () => {
  if (session) return stop();
  session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: samplingUs });
  session.post('Profiler.start', () => write('started', {}));
});

function stop() {
  session.post('Profiler.stop', (error, result) => {
    write('stopped', error ? { error: error.message } : result.profile);
    session.disconnect();
    session = undefined;
  });
}

/** Renamed when complete, so that a reader never sees a partial file. */
function write(state, content) {
  writeFileSync(`${file}.draft`, JSON.stringify(content));
  renameSync(`${file}.draft`, `${file}.${state}`);
}
