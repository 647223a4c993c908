import { nearest, refused, type Templates } from '@portcullis/core';
import { batchWorker } from './batch-worker.js';
import type { ExpandableTemplate } from './define-template.js';
import { kubernetesApp } from './kubernetes-app.js';
import { staticSite } from './static-site.js';
import { threeTier } from './three-tier.js';

const templates: readonly ExpandableTemplate[] = [threeTier, staticSite, batchWorker, kubernetesApp];

/**
 * The templates that come with Portcullis.
 *
 * @example
 * ```ts
 * import { createTemplates } from '@portcullis/providers';
 *
 * const expanded = createTemplates().expand('static-site', { name: 'shop' });
 * if (expanded.kind === 'ok') console.log(expanded.value.map(({ name }) => name)); // [ 'shop-site', 'shop-logs' ]
 * ```
 */
export function createTemplates(): Templates {
	return {
		list: () => templates.map(({ name, title, description, parameters }) => ({ name, title, description, parameters })),
		expand(name, parameters) {
			const template = templates.find((each) => each.name === name);
			if (template !== undefined) return template.expand(parameters);
			const names = templates.map((each) => each.name);
			const close = nearest(name, names);
			const hint = close.length === 0 ? `there are ${names.join(', ')}` : `did you mean ${close.join(' or ')}?`;
			return refused('TEMPLATE_UNKNOWN', `there is no template ${name}; ${hint}`);
		},
	};
}
