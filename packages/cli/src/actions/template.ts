import type { Template, TemplateParameter } from '@portcullis/core';
import { createTemplates } from '@portcullis/providers';
import { stringify } from 'yaml';
import { settingsOf } from '../input/settings-of.js';
import { done } from '../output/done.js';
import { failure, refusal } from '../output/failure.js';
import type { Outcome } from '../output/outcome.js';
import { harmless } from '../render/harmless.js';
import { renderRows } from '../render/render-rows.js';

/** Options of `portcullis template expand`. */
export interface TemplateExpandOptions {
	/** `key=value` */
	readonly param?: readonly string[];
	readonly project?: string;
	readonly provider?: string;
	readonly region?: string;
	readonly environment?: string;
}

/** Lists the templates. */
export async function listTemplates(): Promise<Outcome> {
	const templates = createTemplates().list();
	return done({ kind: 'templates', templates }, (style) =>
		renderRows(
			['template', 'what it is'],
			templates.map(({ name, title }) => [name, title]),
			style,
		),
	);
}

/** Shows one template. */
export async function showTemplate(name: string): Promise<Outcome> {
	const template = createTemplates()
		.list()
		.find((each) => each.name === name);
	if (template === undefined) return unknown(name);
	return done({ kind: 'template', template }, (style) => {
		const rows = template.parameters.map((each) => [each.name, typeText(each), each.description]);
		const { bold } = style.colors;
		return `${bold(template.name)}: ${template.title}\n${template.description}\n\n${renderRows(['parameter', 'value', 'what it is'], rows, style)}`;
	});
}

/** Writes the request that a template stands for. */
export async function expandTemplate(name: string, options: TemplateExpandOptions): Promise<Outcome> {
	const templates = createTemplates();
	const template = templates.list().find((each) => each.name === name);
	if (template === undefined) return unknown(name);
	const lacking = lackingOf(options);
	if (lacking !== null) return lacking;
	const settings = settingsOf(options.param ?? [], '--param');
	if (settings.kind === 'problems') {
		const { problems } = settings;
		return failure({ code: 'INPUT_INVALID', message: 'the parameters cannot be understood', problems });
	}
	const expanded = templates.expand(name, typed(settings.value, template));
	if (expanded.kind === 'refused') {
		const hint = `portcullis template show ${name} lists the parameters`;
		return refusal(expanded, { status: 2, hint });
	}
	const { project: named = 'PROJECT', provider, region, environment } = options;
	const project =
		provider === undefined && region === undefined
			? named
			: { name: named, provider, region, ...(environment === undefined ? {} : { environment }) };
	const request = { project, resources: expanded.value };
	return done({ kind: 'expansion', template: name, request }, () =>
		stringify(request, { aliasDuplicateObjects: false }),
	);
}

// A project of its own is for synth, which would refuse one without its cloud and its region.
function lackingOf({ provider, region, environment }: TemplateExpandOptions): Outcome | null {
	if (provider === undefined && region === undefined && environment === undefined) return null;
	const lacking = [...(provider === undefined ? ['--provider'] : []), ...(region === undefined ? ['--region'] : [])];
	if (lacking.length === 0) return null;
	return failure({
		code: 'USAGE_INVALID',
		message: `a project of its own needs --provider and --region; missing: ${lacking.join(', ')}`,
		hint: 'for a project that the database knows, --project alone is enough',
	});
}

function unknown(name: string): Outcome {
	const refused = createTemplates().expand(name, {});
	if (refused.kind === 'ok') throw new Error(`template ${name} is known`);
	return refusal(refused, { status: 2, hint: 'portcullis template list shows those that there are' });
}

// What cannot be read as its type is handed on as text, for the template to refuse by its own words.
function typed(
	settings: Readonly<Record<string, string>>,
	{ parameters }: Template,
): Readonly<Record<string, unknown>> {
	const types = new Map(parameters.map(({ name, type }) => [name, type]));
	return Object.fromEntries(
		Object.entries(settings).map(([name, text]) => {
			const type = types.get(name);
			if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return [name, Number(text)];
			if (type === 'boolean' && /^(?:true|false)$/.test(text)) return [name, text === 'true'];
			return [name, text];
		}),
	);
}

function typeText({ type, default: standard, choices }: TemplateParameter): string {
	const what = choices === undefined ? type : harmless(choices.length > 6 ? 'a size class' : choices.join(' | '));
	return standard === undefined ? what : `${what}; ${standard} if left out`;
}
