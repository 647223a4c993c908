const width = 8.4;
const height = 20;
const palette = new Map([
	[31, '#ff6b6b'],
	[32, '#69db7c'],
	[33, '#ffd43b'],
	[36, '#66d9e8'],
]);

/**
 * What a terminal shows, as an SVG: the colours, bold and dim of its escape sequences.
 *
 * @param {string} text
 */
export function terminalPicture(text) {
	const lines = text.trimEnd().split('\n');
	const colorCode = /\u001b\[(\d+)m/;
	let color = '';
	let weight = '';
	const rows = lines.map((line, row) => {
		let column = 0;
		// Of pieces cut at escapes, every second is the number of one.
		const spans = line.split(colorCode).map((piece, index) => {
			if (index % 2 === 1) {
				const code = Number(piece);
				if (code === 39) color = '';
				else if (code === 22) weight = '';
				else if (code === 1) weight = ' font-weight="bold"';
				else if (code === 2) weight = ' opacity="0.65"';
				else color = palette.has(code) ? ` fill="${palette.get(code)}"` : '';
				return '';
			}
			const x = 16 + column * width;
			column += piece.length;
			if (piece.trim() === '') return '';
			const length = (piece.length * width).toFixed(1);
			return `<tspan x="${x.toFixed(1)}" textLength="${length}"${color}${weight}>${escaped(piece)}</tspan>`;
		});
		return `<text y="${34 + row * height}">${spans.join('')}</text>`;
	});
	const plain = lines.map((line) =>
		line
			.split(colorCode)
			.filter((_, index) => index % 2 === 0)
			.join(''),
	);
	const wide = Math.ceil(32 + Math.max(...plain.map((line) => line.length)) * width);
	const high = 32 + lines.length * height;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="#e9ecef" xml:space="preserve">
<title>${escaped(plain[0] ?? '')}</title>
<rect width="100%" height="100%" rx="8" fill="#1b1e24"/>
${rows.join('\n')}
</svg>
`;
}

function escaped(text) {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(' ', '\u00a0');
}
