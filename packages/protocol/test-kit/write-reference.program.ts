/** `npm run reference`: writes the generated pages of docs/reference that describe the wire. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { wirePages } from './pages.ts';

const folder = new URL('../../../docs/reference/', import.meta.url);
// A service that is gone leaves no page.
for (const language of ['', 'zh-Hant/', 'zh-Hans/']) {
  const services = new URL(`${language}services/`, folder);
  mkdirSync(services, { recursive: true });
  for (const name of readdirSync(services)) rmSync(new URL(name, services));
}
for (const [name, text] of Object.entries(await wirePages())) {
  writeFileSync(new URL(name, folder), text);
}
