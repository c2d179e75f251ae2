/** `npm run reference`: writes the generated pages of docs/reference. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { pages } from './pages.ts';

const folder = new URL('../../../docs/reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(pages)) writeFileSync(new URL(name, folder), text);
