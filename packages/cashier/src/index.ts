/** A merchant's till: its own small server on the SDK. */
export { createTillServer, type ServeOptions, type TillServer } from './http/serve.http.ts';
export { networkPrinter, type Printer } from './printer/printer.http.ts';
export { type TillSettings, usualSettings } from './settings.ts';
export { type DemoTillOptions, demoCashiers, startDemoTill } from './start/demo-till.ts';
export {
  completeSettings,
  type GivenSettings,
  readSettings,
  SettingsError,
} from './start/settings-file.ts';
export {
  type StartCashier,
  type StartedTill,
  type StartOptions,
  startTill,
  TakenError,
} from './start/start-till.system.ts';
export { stopAsked } from './start/stop-signal.system.ts';
export { openTill, type Till, type TillOptions } from './till.ts';
