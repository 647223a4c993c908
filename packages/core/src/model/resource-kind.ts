import { z } from 'zod';
import { resourceKinds } from './vocabulary.js';

/** Accepts one kind of resource. */
export const resourceKindSchema = z.enum(resourceKinds).describe('The kind of resource.');
