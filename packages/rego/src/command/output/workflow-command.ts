/**
 * A workflow command of GitHub Actions that shows a text beside a line of a file, with a line break after it. Texts
 * cannot leave it or begin another command.
 *
 * @param properties `file`, `line`, `col`, `endLine`, `title`
 *
 * @example
 * ```ts
 * import { workflowCommand } from '@portcullis/rego/command';
 *
 * console.log(workflowCommand('error', { file: 'main.tf', line: 3 }, 'two\nlines')); // ::error file=main.tf,line=3::two%0Alines
 * ```
 */
export function workflowCommand(
	level: 'error' | 'warning' | 'notice',
	properties: Readonly<Record<string, string | number>>,
	message: string,
): string {
	const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
	return `::${[level, written.join(',')].filter((part) => part !== '').join(' ')}::${escapeData(message)}\n`;
}

// As the runner's own toolkit escapes them, or a text could end its command and begin another.
function escapeData(text: string): string {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
	return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
