import { parse } from 'lossless-json';
import type { RegoErrorDetail } from '../../rego-error.js';
import { attachmentOf } from '../../toolbox/attachment-of.js';
import { sharedToolbox } from '../../toolbox/shared-toolbox.js';
import { fileError } from './file-error.js';

/** A document, numbers kept as they were written. */
export type ParsedDocument = { readonly value: unknown } | RegoErrorDetail;

/** Parses JSON or YAML; YAML as OPA reads it, by OPA itself. */
export async function parseDocument(text: string, name: string): Promise<ParsedDocument> {
	return /\.ya?ml$/.test(name) ? parseYaml(text, name) : parseJson(text, name);
}

/** Parses JSON. */
export function parseJson(text: string, name: string): ParsedDocument {
	try {
		return { value: parse(text) };
	} catch (error) {
		if (error instanceof RangeError) return dataError(name, 'it is nested too deeply');
		if (!(error instanceof SyntaxError)) throw error;
		const [, reason = error.message, position] = /^(.*) at position (\d+)/s.exec(error.message) ?? [];
		const row = position === undefined ? 0 : text.slice(0, Number(position)).split('\n').length;
		return { ...dataError(name, `it is not JSON: ${reason}`), row };
	}
}

async function parseYaml(text: string, name: string): Promise<ParsedDocument> {
	const reply = await sharedToolbox().call({
		operation: 'unmarshal',
		request: {},
		attachments: [new TextEncoder().encode(text)],
		limitMs: 60_000,
	});
	if (reply.kind === 'refused') return dataError(name, reply.errors[0]?.message ?? 'it is not YAML');
	const { json } = reply.result as { readonly json: number };
	return { value: parse(new TextDecoder().decode(attachmentOf(reply, json))) };
}

function dataError(name: string, message: string): RegoErrorDetail {
	return { ...fileError(name, message), code: 'rego_data_error' };
}
