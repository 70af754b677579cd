import { Instant, Uuid } from '../../platform/http/fields.js';

/** What whoever asks is told: that it was asked. Whether anybody treats, and where, is not told. */
export class TreatmentContactDto {
  @Uuid({ description: 'The own file within which the person is treated' })
  readonly caseId: string = '';

  @Instant()
  readonly askedAt: string = '';
}
