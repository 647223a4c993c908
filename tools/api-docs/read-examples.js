/**
 * Reads the examples of a source: the TypeScript blocks under `@example` in its comments.
 *
 * @param {string} path of the source, kept with each example
 * @param {string} source
 */
export function readExamples(path, source) {
	return [
		...source.matchAll(
			/\/\*\*(?:(?!\*\/)[\s\S])*?@example\n \* ```ts\n((?: \*.*\n)*?) \* ```\n(?:(?!\*\/)[\s\S])*\*\/\n(.*)/g,
		),
	].map((found) => {
		const [whole, block, declaration] = found;
		const lines = block.split('\n').map((line) => line.replace(/^ \* ?/, ''));
		return {
			path,
			line: source.slice(0, found.index + whole.indexOf(block)).split('\n').length,
			/** The export that it stands above. */
			shows: /^export (?:async )?(?:function|interface|const|type|class) (\w+)/.exec(declaration)?.[1],
			text: lines.join('\n'),
			imports: importsOf(lines.join('\n')),
			prints: printsOf(lines),
		};
	});
}

/** From which module each name comes. */
function importsOf(text) {
	const statements = text.matchAll(/^import (?:type )?\{([^}]*)\} from '([^']+)';$/gm);
	return new Map(
		[...statements].flatMap(([, names, from]) =>
			names.split(',').map((name) => [name.replace(/^\s*type /, '').trim(), from]),
		),
	);
}

/** What it says that it prints: in a comment behind a `console.log`, or right under the end of a statement. */
function printsOf(lines) {
	const prints = [];
	let under = false;
	for (const line of lines) {
		const behind = /console\.log\(.*\); \/\/ (.*)$/.exec(line);
		const alone = under ? /^\/\/ (.*)$/.exec(line) : null;
		if (behind !== null) prints.push(behind[1]);
		if (alone !== null) prints.push(alone[1]);
		under = alone !== null || line.endsWith(');');
	}
	return prints;
}
