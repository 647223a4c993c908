import type { Context } from '../gate/context.js';
import { done } from '../output/done.js';
import type { Outcome } from '../output/outcome.js';
import { withoutPasswords } from '../output/without-passwords.js';
import { renderRows } from '../render/render-rows.js';

/** Shows every setting with where it comes from, or the schema of the file. */
export async function config(context: Context, { schema = false }: { readonly schema?: boolean }): Promise<Outcome> {
	if (schema) return schemaOutcome();
	const { settings, configFile } = context;
	const shown = Object.values(settings).map((setting) => ({
		...setting,
		value: setting.value === null ? null : withoutPasswords(setting.value),
	}));
	return done({ kind: 'config', file: configFile, settings: shown }, (style) => {
		const rows = shown.map(({ name, value, source, from }) => [
			name,
			value ?? '',
			source === 'default' ? 'default' : from,
		]);
		return renderRows(['setting', 'value', 'from'], rows, style);
	});
}

async function schemaOutcome(): Promise<Outcome> {
	const { configJsonSchema } = await import('../config/config-json-schema.js');
	const schema = configJsonSchema();
	return done({ kind: 'schema', of: 'portcullis.yaml', schema }, () => `${JSON.stringify(schema, null, 2)}\n`);
}
