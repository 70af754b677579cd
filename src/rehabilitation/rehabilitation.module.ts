import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { LegalReferenceModule } from '../legal-reference/legal-reference.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { CompulsoryGroundsController } from './compulsory/compulsory-grounds.controller.js';
import { CompulsoryGroundsService } from './compulsory/compulsory-grounds.service.js';
import { CourseEnds } from './course/course-ends.js';
import { CourseService } from './course/course.service.js';
import { FacilityAdmissionService } from './facility/facility-admission.service.js';
import { FacilityDesignationService } from './facility/facility-designation.service.js';
import { FacilityPathController } from './facility/facility-path.controller.js';
import { FacilityRehabilitationController } from './facility/facility-rehabilitation.controller.js';
import { RegistrationFailureController } from './failure/registration-failure.controller.js';
import { RegistrationFailureService } from './failure/registration-failure.service.js';
import { HomeCourseController } from './home/home-course.controller.js';
import { HomeRehabilitationController } from './home/home-rehabilitation.controller.js';
import { SubstitutionRegistrationController } from './substitution/substitution-registration.controller.js';
import { SubstitutionTreatmentController } from './substitution/substitution-treatment.controller.js';
import { SubstitutionService } from './substitution/substitution.service.js';
import { VoluntaryDecisionService } from './voluntary/voluntary-decision.service.js';
import { VoluntaryIntakeService } from './voluntary/voluntary-intake.service.js';
import { VoluntaryPaperSource } from './voluntary/voluntary-paper-source.js';
import { VoluntaryProcedures } from './voluntary/voluntary-procedure.js';
import { VoluntaryReferrals } from './voluntary/voluntary-referrals.js';
import { VoluntaryRegistration } from './voluntary/voluntary-registration.js';
import { VoluntarySteps } from './voluntary/voluntary-steps.js';
import { VoluntaryStepsService } from './voluntary/voluntary-steps.service.js';
import { VoluntaryReader } from './voluntary/voluntary.reader.js';

/** The doors of voluntary treatment; the other procedures of rehabilitation join them here. */
@Module({
  imports: [
    IdentityModule,
    LegalReferenceModule,
    PeopleModule,
    RemindersModule,
    CasesModule,
    DocumentsModule,
  ],
  controllers: [
    HomeRehabilitationController,
    HomeCourseController,
    CompulsoryGroundsController,
    FacilityRehabilitationController,
    FacilityPathController,
    SubstitutionRegistrationController,
    SubstitutionTreatmentController,
    RegistrationFailureController,
  ],
  providers: [
    CompulsoryGroundsService,
    CourseEnds,
    CourseService,
    VoluntarySteps,
    VoluntaryReferrals,
    VoluntaryRegistration,
    VoluntaryReader,
    VoluntaryIntakeService,
    VoluntaryDecisionService,
    VoluntaryStepsService,
    VoluntaryProcedures,
    VoluntaryPaperSource,
    FacilityAdmissionService,
    FacilityDesignationService,
    SubstitutionService,
    RegistrationFailureService,
  ],
})
export class RehabilitationModule {}
