/** Draws rows in columns with lines round them, as `opa` does on its pretty output. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = head.map((title, column) => Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map(width)));
	const line = (left: string, middle: string, right: string): string =>
		`${left}${widths.map((each) => '─'.repeat(each + 2)).join(middle)}${right}`;
	const drawn = (row: readonly string[]): string =>
		`│${widths.map((each, column) => ` ${row[column] ?? ''}${' '.repeat(each - width(row[column] ?? ''))} `).join('│')}│`;
	return [line('┌', '┬', '┐'), drawn(head), line('├', '┼', '┤'), ...rows.map(drawn), line('└', '┴', '┘'), ''].join(
		'\n',
	);
}

function width(text: string): number {
	return [...text].length;
}
