import { Text } from './fields.js';

/** One text in the two languages of the API. */
export class BilingualDto {
  @Text({ max: 5000, example: 'Ra quyết định cai nghiện ma túy tự nguyện' })
  readonly vi: string = '';

  @Text({ max: 5000, example: 'Decide voluntary rehabilitation' })
  readonly en: string = '';
}
