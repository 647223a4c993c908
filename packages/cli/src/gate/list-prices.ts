// Alone in its file: a dynamic import of the whole package would load all of it.
export { createCatalogue } from '@portcullis/policies';
