import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { TreatmentProcedures } from './episode/treatment-procedures.js';

/** Episodes of treatment: who is treated where, under which programme and protocol, and what the commune is told. */
@Module({
  imports: [IdentityModule, PeopleModule, RemindersModule, CasesModule],
  controllers: [],
  providers: [TreatmentProcedures],
})
export class TreatmentModule {}
