import { type Define, examples } from './definition.js';

/** `portcullis synth` */
export const synthCommand: Define = (program, perform) => {
	program
		.command('synth')
		.summary('the Terraform of a deployment file; nothing is decided and nothing is stored')
		.description(
			'Writes the Terraform of a deployment file, without a database: the file says the whole project and all that shall stand in it. Its resources are held to the catalogue and to the rules of the cloud; no policy is asked and nobody approves. Ends with 2 for a file that cannot be carried out.',
		)
		.argument('<file>', 'project and resources in YAML or JSON; - is standard input')
		.option('--out <folder>', "where the project's folder is made: terraform_<cloud>_<project> (default: .)")
		.option('--print', 'write the document to standard output and no file')
		.option('--force', 'let a document that is there and says something else give way')
		.addHelpText(
			'after',
			`${examples('synth shop.yaml --out terraform', 'synth shop.yaml --print', 'template expand three-tier --param name=web --project shop --provider gcp --region us-central1 | portcullis synth -')}
The file:
  project: {name: shop, provider: gcp, region: us-central1}
  resources:
    - {kind: vm, name: web, size: e2-small}
`,
		)
		.action((file: string, options: { readonly out?: string; readonly print?: boolean; readonly force?: boolean }) =>
			perform(async (context) => (await import('../actions/synth.js')).synth(context, file, options)),
		);
};
