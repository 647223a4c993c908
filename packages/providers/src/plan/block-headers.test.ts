import { expect, it } from 'vitest';
import { blockHeaders } from './block-headers.js';
import { locateInSources } from './locate-in-sources.js';

const source = `# resource "a" "comment" {
// resource "a" "comment" {
/* resource "a" "comment" {
*/ resource "a" "one" { # {
  text  = "} \${lookup({ "}" = "x" }, "}")} $\${ } \\" {"
  other = %{ if true }
}
variable "x" { default = "" }
locals {
  heredoc = <<-EOF
    resource "a" "heredoc" {
    }}}
  EOF
  nested = { resource = { "a" = [1, 2, (3)] } }
}
resource a two {
}
output "broken" {
  value = "never closed
}
resource "a" "three" {
}
`;

it('finds the outermost blocks, and takes no text for one', () => {
	expect(blockHeaders(source).map(({ type, labels, line }) => [type, ...labels, line])).toEqual([
		...[
			['resource', 'a', 'one', 4],
			['variable', 'x', 8],
			['locals', 9],
			['resource', 'a', 'two', 16],
		],
		...[
			['output', 'broken', 18],
			['resource', 'a', 'three', 21],
		],
	]);
	expect(blockHeaders(source.replaceAll('\n', '\r\n')).map(({ line }) => line)).toEqual([4, 8, 9, 16, 18, 21]);
});

it('ends with every text, however broken', () => {
	for (let end = 0; end < source.length; end++) {
		blockHeaders(source.slice(0, end));
		blockHeaders(source.slice(end));
	}
	expect(blockHeaders('"${"${"${')).toEqual([]);
	expect(blockHeaders('<<EOF\nresource "a" "b" {')).toEqual([]);
});

it('finds a resource of a module in the folder of the module, else the call that leads to it', () => {
	const files = {
		'./main.tf': '\nmodule "web" {\n  source = "./web"\n}\nresource "aws_elb" "a" {}\n',
		'web\\front.tofu': 'resource "aws_elb" "b" {}\nmodule "far" {\n  source = "x/y/z"\n}\n',
		'notes.md': 'resource "aws_elb" "c" {}\n',
	};
	const folders = { '': '', 'module.web': 'web' };
	expect(locateInSources('aws_elb.a["x.y"]', files)).toEqual({ file: './main.tf', line: 5, block: 'resource' });
	expect(locateInSources('module.web[0].aws_elb.b', files, folders)).toEqual({
		file: 'web\\front.tofu',
		line: 1,
		block: 'resource',
	});
	expect(locateInSources('module.web[0].aws_elb.b', files)).toEqual({ file: './main.tf', line: 2, block: 'module' });
	expect(locateInSources('module.web.module.far.aws_elb.q', files, folders)).toEqual({
		file: 'web\\front.tofu',
		line: 2,
		block: 'module',
	});
	expect(locateInSources('aws_elb.c', files)).toBeNull();
	expect(locateInSources('nonsense', files)).toBeNull();
});
