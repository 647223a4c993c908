const svg = (inside: string, title: string): string =>
	`<svg class="icon" viewBox="0 0 20 20" role="img"><title>${title}</title>${inside}</svg>`;

const noEntry =
	'<circle cx="10" cy="10" r="9" fill="#da373c"/><rect x="4" y="8" width="12" height="4" rx="1" fill="#fff"/>';
const hand =
	'<path d="M4.5 9V5a1.3 1.3 0 0 1 2.6 0V3a1.3 1.3 0 0 1 2.6 0v-.7a1.3 1.3 0 0 1 2.6 0V4a1.3 1.3 0 0 1 2.6 0v7l1-1.4a1.4 1.4 0 0 1 2.3 1.6l-3.4 5.6A5 5 0 0 1 10.4 19H9.6a5.1 5.1 0 0 1-5.1-5.1z" fill="#f5b83d" stroke="#2b2d31" stroke-width=".7"/>';
const warning = '<path d="M10 1.5 19.3 18H.7z" fill="#f0b232"/><path d="M9 7h2v6H9zM9 14.5h2v2H9z" fill="#2b2d31"/>';
const ticked =
	'<rect x="1.5" y="1.5" width="17" height="17" rx="3" fill="#248046"/><path d="m5 10 3.5 3.5L15 7" fill="none" stroke="#fff" stroke-width="2.4"/>';
const page =
	'<path d="M4 1h8l4 4v14H4z" fill="#d3d6fd"/><path d="M12 1v4h4zM6.5 9h7v1.4h-7zM6.5 12h7v1.4h-7zM6.5 15h5v1.4h-5z" fill="#5865f2"/>';

/** The bot's picture: a gate of bars that is let down. */
export const portrait =
	'<svg class="portrait" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="20" fill="#5865f2"/><path d="M11 29V18a9 9 0 0 1 18 0v11M15.5 12v18M20 9v22M24.5 12v18M11 18h18M11 24h18" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>';

/** Signs that few machines have a colored font for, drawn: a picture looks alike wherever it is made. */
export const icons: ReadonlyMap<string, string> = new Map([
	['⛔', svg(noEntry, '⛔')],
	['✋', svg(hand, '✋')],
	['⚠', svg(warning, '⚠')],
	['☑', svg(ticked, '☑')],
	['📄', svg(page, '📄')],
]);

/** Whether a text has such a sign, and which. The sign that asks for color after it goes with it. */
export const iconPattern: RegExp = new RegExp(`(${[...icons.keys()].join('|')})\\uFE0F?`, 'gu');
