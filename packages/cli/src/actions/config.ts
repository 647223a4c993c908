import type { Context } from '../gate/context.js';
import { done } from '../output/done.js';
import type { Outcome } from '../output/outcome.js';
import { withoutPasswords } from '../output/without-passwords.js';
import { renderRows } from '../render/render-rows.js';

/** Shows every setting with where it comes from, or the schema of the file. */
export async function config(
	context: Context,
	{ schema = false }: { readonly schema?: boolean | 'facts' | 'request' },
): Promise<Outcome> {
	if (schema !== false) return schemaOutcome(schema === true ? 'config' : schema);
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

async function schemaOutcome(of: 'config' | 'facts' | 'request'): Promise<Outcome> {
	const { jsonSchemas } = await import('../config/json-schemas.js');
	return written(of === 'config' ? 'portcullis.yaml' : `${of}.yaml`, jsonSchemas()[of]);
}

function written(of: string, schema: Readonly<Record<string, unknown>>): Outcome {
	return done({ kind: 'schema', of, schema }, () => `${JSON.stringify(schema, null, 2)}\n`);
}
