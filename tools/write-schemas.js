// Writes the JSON Schemas of the files that people write into packages/cli/schemas, and docs/request.md, which shows one of
// them to people: npm run schemas
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from '../packages/cli/dist/config/json-schemas.js';
import { requestPage } from './docs/request-page.js';

const folder = new URL('../packages/cli/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
const schemas = jsonSchemas();
for (const [name, schema] of Object.entries(schemas)) {
	writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, '\t')}\n`);
}
execFileSync('npx', ['biome', 'format', '--write', fileURLToPath(folder)], { stdio: 'inherit' });
writeFileSync(new URL('../docs/request.md', import.meta.url), requestPage(schemas.request));
