import type { IncomingMessage } from 'node:http';

/** A file of a multipart request. */
export interface UploadedFile {
	/** The `n` of `files[n]`, by which `attachments` names it. */
	readonly index: string;
	readonly name: string;
	readonly bytes: Uint8Array;
	readonly contentType: string | undefined;
}

/** What a request carries. */
export interface RequestBody {
	readonly json: unknown;
	readonly files: readonly UploadedFile[];
	/** Of the whole, in bytes. */
	readonly size: number;
}

/** Reads a request to its end. @throws SyntaxError where its JSON is none. */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	if (bytes.length === 0) return { json: undefined, files: [], size: 0 };
	const contentType = request.headers['content-type'] ?? '';
	if (!contentType.startsWith('multipart/')) {
		return { json: JSON.parse(bytes.toString()), files: [], size: bytes.length };
	}
	const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
	const files: UploadedFile[] = [];
	let json: unknown;
	for (const [field, value] of form) {
		if (typeof value === 'string') {
			if (field === 'payload_json') json = JSON.parse(value);
			continue;
		}
		files.push({
			index: /^files\[(\d+)\]$/.exec(field)?.[1] ?? field,
			name: value.name,
			bytes: new Uint8Array(await value.arrayBuffer()),
			contentType: value.type || undefined,
		});
	}
	return { json, files, size: bytes.length };
}
