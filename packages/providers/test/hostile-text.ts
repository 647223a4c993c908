// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import fc from 'fast-check';

/** The pieces of which texts that break templates are made: HCL's and cdktf's own marks, and what normalisation moves. */
const pieces = [
	...[
		'$',
		'%',
		'{',
		'}',
		'"',
		"'",
		'\\',
		'\r',
		'\n',
		'\t',
		'\ufeff',
		'\u0000',
		'\u2028',
		'#',
		'&',
		'~',
		'[',
		']',
		'(',
		')',
	],
	...['${', '%{', '$${', '%%{', '${"', '}"', '\r\n', '$\r', '%\ufeff', 'TfToken[', 'TfToken[TOKEN.0]', ']}'],
	...[
		'${TfToken[TOKEN.0]}',
		'${TfToken[TOKEN.1]}',
		'#{TfToken[TOKEN.0]}',
		'&{TfToken[TOKEN.0]}',
		'$${TfToken[TOKEN.0]}',
	],
	...['-8.109562212591379e+298', '-8.1095622125913785e+298', '-1.8881545897087505e+289', '1e5', '-1e-5', 'e+298', '|'],
	...['${file("/etc/hostname")}', '${path.cwd}', '${terraform_data.first.id}', '%{ if true }D%{ endif }'],
	...[
		'%{ for x in [1] }x%{ endfor }',
		'<<EOF\n',
		'EOF',
		'${',
		'"}',
		'//',
		'/*',
		'__proto__',
		'constructor',
		'null',
		'true',
	],
	...['e\u0301', '\u212b', '\u1100\u1161', '\u0344', 'ß', '日本', '🚪', 'a', 'Z', '0', ' ', '-', '.', '_'],
] as const;

/** Texts that a person may write to break out of a text. */
export const hostileText: fc.Arbitrary<string> = fc
	.array(
		fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'grapheme', maxLength: 3 })),
		{
			maxLength: 7,
		},
	)
	.map((parts) => parts.join(''));

/** The same texts in every run. */
export function hostileTexts(count: number, seed: number): string[] {
	return [...pieces, ...fc.sample(hostileText, { numRuns: count, seed })];
}
