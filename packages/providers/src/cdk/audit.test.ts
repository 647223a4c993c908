// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { expect, it } from 'vitest';
import { hostileTexts } from '../../test/hostile-text.js';
import { auditDocument } from './audit.js';
import { tfLiteral } from './tf-text.js';

const declared = {
	resource: { google_service_account: { vm_web: {} } },
	data: { aws_subnet: { subnet_1: {} } },
	variable: { ssh_public_key: {} },
};
const unsafe = expect.objectContaining({ code: 'DOCUMENT_UNSAFE' });

it.each([
	'${google_service_account.vm_web.email}',
	'${data.aws_subnet.subnet_1.vpc_id}',
	'${var.ssh_public_key}',
	'x-${google_service_account.vm_web.list[0].name}-${var.ssh_public_key}',
	'5 $ { }',
])('a reference to what the document declares passes: %s', (text) => {
	expect(() => auditDocument({ ...declared, locals: { value: text, [text]: 1 } })).not.toThrow();
});

const refused = [
	'${file("/etc/hostname")}',
	'${path.cwd}',
	'${terraform.workspace}',
	'${google_service_account.vm_db.email}',
	'${google_service_account.vm_web}x${data.google_service_account.vm_web.email}',
	'${data.google_service_account.vm_web.email}',
	'${var.other}',
	'${google_service_account.vm_web.email == "" ? 1 : 2}',
	'${google_service_account.vm_web.email',
	'${ google_service_account.vm_web.email }',
	'$${google_service_account.vm_web.email}',
	'%${google_service_account.vm_web.email}',
	'$${x}',
	'%{ if true }x%{ endif }',
	'${TfToken[TOKEN.1]}',
	'${"a"}',
	'${"$" + "$"}',
	'${each.key}',
	'${count.index}',
];

it.each(refused)('any other template is refused, as a value: %s', (text) => {
	expect(() => auditDocument({ ...declared, locals: { list: [{ deep: text }] } })).toThrowError(unsafe);
	expect(() => auditDocument({ ...declared, locals: { list: [{ deep: text }] } })).toThrowError(
		/locals\.list\.0\.deep/,
	);
});

it.each(refused)('any other template is refused, as a key: %s', (text) => {
	expect(() => auditDocument({ ...declared, locals: { [text]: 'x' } })).toThrowError(unsafe);
});

it('whatever tfLiteral writes passes', () => {
	for (const text of hostileTexts(3000, 5)) {
		const literal = tfLiteral(text);
		expect(() => auditDocument({ locals: { value: literal, [literal]: literal } })).not.toThrow();
	}
});

it('a text that was not made a literal does not pass, where it holds a template', () => {
	for (const text of hostileTexts(3000, 6)) {
		if (!/[$%]\{/.test(text)) continue;
		// The one exception is text that spells an escape of ours, which evaluates to plain characters.
		if (text.replaceAll(/\$\{"(?:[$%]+|\[|e)"\}/g, '').match(/[$%]\{/) === null) continue;
		expect(() => auditDocument({ locals: { value: text } }), text).toThrowError(unsafe);
	}
});
