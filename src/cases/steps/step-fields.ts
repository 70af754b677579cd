import { Text } from '../../platform/http/fields.js';

/** Number of a paper as an office writes it. */
export const PaperNumber = (description: string, optional = false): PropertyDecorator =>
  Text({ max: 50, optional, example: '15/QĐ-CAX', pattern: /^[\p{L}\p{N}./-]+$/u, description });
