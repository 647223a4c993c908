import { z } from 'zod';
import { providerIds } from './vocabulary.js';

/** Accepts one cloud's id. */
export const providerIdSchema = z.enum(providerIds);
