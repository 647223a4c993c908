// Writes the JSON Schemas of the files that people write into packages/cli/schemas, and formats them: npm run schemas
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from '../packages/cli/dist/config/json-schemas.js';

const folder = new URL('../packages/cli/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas())) {
	writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, '\t')}\n`);
}
execFileSync('npx', ['biome', 'format', '--write', fileURLToPath(folder)], { stdio: 'inherit' });
