import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { LegalReferenceModule } from '../legal-reference/legal-reference.module.js';
import { PeopleModule } from '../people/people.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { RegistrationBookController } from './book/book.controller.js';
import { RegistrationBookService } from './book/book.service.js';
import { CompulsoryCourtService } from './compulsory/compulsory-court.service.js';
import { CompulsoryDossierService } from './compulsory/compulsory-dossier.service.js';
import { CompulsoryEndsService } from './compulsory/compulsory-ends.service.js';
import { CompulsoryExecutionService } from './compulsory/compulsory-execution.service.js';
import { CompulsoryGroundsController } from './compulsory/compulsory-grounds.controller.js';
import { CompulsoryGroundsService } from './compulsory/compulsory-grounds.service.js';
import { CompulsoryOpeningService } from './compulsory/compulsory-opening.service.js';
import { CompulsoryPaperSource } from './compulsory/compulsory-paper-source.js';
import { CompulsoryProcedures } from './compulsory/compulsory-procedures.js';
import { CompulsoryStayController } from './compulsory/compulsory-stay.controller.js';
import { CompulsoryStayService } from './compulsory/compulsory-stay.service.js';
import { CompulsorySteps } from './compulsory/compulsory-steps.js';
import { CompulsoryWarning } from './compulsory/compulsory-warning.js';
import { CompulsoryController } from './compulsory/compulsory.controller.js';
import { CompulsoryReader } from './compulsory/compulsory.reader.js';
import { EscapeIncidentController } from './compulsory/escape-incident.controller.js';
import { EscapeIncidentService } from './compulsory/escape-incident.service.js';
import { CourseEnds } from './course/course-ends.js';
import { CircumstancesService } from './course/circumstances.service.js';
import { CourseService } from './course/course.service.js';
import { DeterminationOpeningService } from './determination/determination-opening.service.js';
import { DeterminationProcedures } from './determination/determination-procedures.js';
import { DeterminationController } from './determination/determination.controller.js';
import { DeterminationReader } from './determination/determination.reader.js';
import { DeterminationService } from './determination/determination.service.js';
import { DrugUserOpeningService } from './drug-user/drug-user-opening.service.js';
import { DrugUserPaperSource } from './drug-user/drug-user-paper-source.js';
import { DrugUserProcedures } from './drug-user/drug-user-procedures.js';
import { DrugUserController } from './drug-user/drug-user.controller.js';
import { DrugUserReader } from './drug-user/drug-user.reader.js';
import { DrugUserService } from './drug-user/drug-user.service.js';
import { FacilityAdmissionService } from './facility/facility-admission.service.js';
import { FacilityCircumstancesController } from './facility/facility-circumstances.controller.js';
import { FacilityExemptionService } from './facility/facility-exemption.service.js';
import { FacilityCourseController } from './facility/facility-course.controller.js';
import { FacilityDesignationService } from './facility/facility-designation.service.js';
import { FacilityEndController } from './facility/facility-end.controller.js';
import { FacilityEndService } from './facility/facility-end.service.js';
import { FacilityPathController } from './facility/facility-path.controller.js';
import { FacilityRehabilitationController } from './facility/facility-rehabilitation.controller.js';
import { RegistrationFailureController } from './failure/registration-failure.controller.js';
import { RegistrationFailureService } from './failure/registration-failure.service.js';
import { HomeCircumstancesController } from './home/home-circumstances.controller.js';
import { HomeCourseController } from './home/home-course.controller.js';
import { HomeRehabilitationController } from './home/home-rehabilitation.controller.js';
import { OrdinalController } from './ordinal/ordinal.controller.js';
import { RehabilitationOrdinals } from './ordinal/ordinal.service.js';
import { MonitoringController } from './monitoring/monitoring.controller.js';
import { MonitoringDutyService } from './monitoring/monitoring-duty.service.js';
import { MonitoringLimits } from './monitoring/monitoring-limits.js';
import { MonitoringOfCaseController } from './monitoring/monitoring-of-case.controller.js';
import { MonitoringOrderService } from './monitoring/monitoring-order.service.js';
import { MonitoringPaperSource } from './monitoring/monitoring-paper-source.js';
import { MonitoringProcedures } from './monitoring/monitoring-procedures.js';
import { MonitoringStepsService } from './monitoring/monitoring-steps.service.js';
import { MonitoringReader } from './monitoring/monitoring.reader.js';
import { SubstitutionCircumstancesController } from './substitution/substitution-circumstances.controller.js';
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
    HomeCircumstancesController,
    CompulsoryGroundsController,
    CompulsoryController,
    CompulsoryStayController,
    EscapeIncidentController,
    DrugUserController,
    DeterminationController,
    FacilityRehabilitationController,
    FacilityPathController,
    FacilityCourseController,
    FacilityEndController,
    FacilityCircumstancesController,
    SubstitutionRegistrationController,
    SubstitutionTreatmentController,
    SubstitutionCircumstancesController,
    RegistrationFailureController,
    MonitoringOfCaseController,
    MonitoringController,
    OrdinalController,
    RegistrationBookController,
  ],
  providers: [
    CompulsoryGroundsService,
    CompulsoryReader,
    CompulsoryPaperSource,
    CompulsorySteps,
    CompulsoryOpeningService,
    CompulsoryDossierService,
    CompulsoryCourtService,
    CompulsoryExecutionService,
    CompulsoryStayService,
    CompulsoryEndsService,
    CompulsoryProcedures,
    CompulsoryWarning,
    EscapeIncidentService,
    DeterminationReader,
    DeterminationOpeningService,
    DeterminationService,
    DeterminationProcedures,
    DrugUserReader,
    DrugUserOpeningService,
    DrugUserService,
    DrugUserProcedures,
    DrugUserPaperSource,
    CourseEnds,
    CourseService,
    CircumstancesService,
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
    FacilityEndService,
    FacilityExemptionService,
    SubstitutionService,
    RegistrationFailureService,
    MonitoringReader,
    MonitoringLimits,
    MonitoringDutyService,
    MonitoringOrderService,
    MonitoringStepsService,
    MonitoringProcedures,
    MonitoringPaperSource,
    RehabilitationOrdinals,
    RegistrationBookService,
  ],
})
export class RehabilitationModule {}
