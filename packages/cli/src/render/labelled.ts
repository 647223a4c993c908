import type { Style } from './style.js';

/** A line that begins with what it is: `total: 0.0168 USD an hour`. */
export function labelled(label: string, text: string, { layout, colors }: Style): string {
	return layout === 'table' ? `  ${colors.dim(label.padEnd(9))} ${text}` : `${label}: ${text}`;
}
