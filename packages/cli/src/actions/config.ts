import type { Context } from '../gate/context.js';
import { done } from '../output/done.js';
import type { Outcome } from '../output/outcome.js';
import { withoutPasswords } from '../output/without-passwords.js';
import { renderRows } from '../render/render-rows.js';

/** Shows every setting with where it comes from, or the schema of the file. */
export async function config(
	context: Context,
	{ schema = false }: { readonly schema?: boolean | 'facts' },
): Promise<Outcome> {
	if (schema !== false) return schemaOutcome(schema === 'facts');
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

async function schemaOutcome(ofFacts: boolean): Promise<Outcome> {
	if (ofFacts) {
		const { factsJsonSchema } = await import('../facts/facts-json-schema.js');
		return written('facts.yaml', factsJsonSchema());
	}
	const { configJsonSchema } = await import('../config/config-json-schema.js');
	return written('portcullis.yaml', configJsonSchema());
}

function written(of: string, schema: Readonly<Record<string, unknown>>): Outcome {
	return done({ kind: 'schema', of, schema }, () => `${JSON.stringify(schema, null, 2)}\n`);
}
