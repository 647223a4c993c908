import { pathText, type Refused } from '@portcullis/core';
import type { Words } from '../i18n/words.js';
import type { Reply } from '../reply.js';
import { fit } from '../text/fit.js';
import { naming } from '../text/mention.js';
import { code, safeText } from '../text/safe-text.js';
import { refusedColor } from './colors.js';

/**
 * Writes why something was refused: what is wrong, each field at fault, and the code to look up.
 *
 * @param actor whoever is shown by name where the text has their id
 */
export function refusalView(
	{ code: reason, message, problems }: Refused,
	words: Words,
	actor: string | null = null,
): Reply {
	const text = reason === 'TENANT_UNKNOWN' ? words.noTenant : naming(actor, safeText(message, 800));
	const lines = problems.map(({ path, message: fault, received }) =>
		words.problem(
			path.length === 0 ? words.whole : code(pathText(path)),
			safeText(fault, 300),
			received === undefined ? null : code(received, 80),
		),
	);
	return {
		embeds: [
			{
				title: words.refused,
				color: refusedColor,
				description: fit([text, ...lines], 3500, words.more),
				footer: { text: reason },
			},
		],
		components: [],
	};
}
