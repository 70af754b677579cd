import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What stood in the register before a correction, sealed, and why it was corrected. */
@Entity('person_correction')
export class PersonCorrection {
  @PrimaryColumn({ type: 'uuid' })
  declare readonly id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  declare readonly personId: string;

  @Column({ type: 'text', array: true })
  declare readonly fields: string[];

  @Column({ name: 'before_sealed', type: 'bytea' })
  declare readonly beforeSealed: Buffer;

  @Column({ type: 'text' })
  declare readonly reason: string;

  @Column({ name: 'corrected_by', type: 'uuid' })
  declare readonly correctedBy: string;

  @Column({ name: 'corrected_at', type: 'timestamptz' })
  declare readonly correctedAt: Date;
}
