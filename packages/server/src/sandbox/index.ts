/** What only a sandbox has. A start of a sandbox loads it; production never does. */
export { demoPage } from './demo-page.ts';
export { type DemoWorld, ensureDemoWorld } from './demo-world.ts';
export { openDemo } from './open-demo.ts';
export { ensureRates, importSampleRates } from './rates.ts';
