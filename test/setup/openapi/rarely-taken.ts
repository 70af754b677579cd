/**
 * Operations of which no made up request need be taken, by the reason. Of every other one some have to be: where all are
 * refused, no answer is compared with its schema. Tests of their own walk through these.
 */
const RARELY_TAKEN: Readonly<Record<string, string>> = {
  'want a secret, a code or a token that was given out before':
    'giveClientToken loginWithCode refreshTokens confirmSecondFactor confirmNoticeAddress resetSecondFactor',
  'want the password of who asks':
    'createApiClient rotateApiClientSecret enterNoticeAddress withdrawNoticeAddress',
  'want another session, move or succession than the cast has':
    'endOwnSession moveUser createOrganisationSuccession unlinkPersons linkPersons createUser changeUserRoles',
  'want a file that has come to that very step, at times that fit it':
    'admitFacilityRehabilitation contractFacilityRehabilitation decideFacilityRehabilitation designateFacility ' +
    'requestDesignation designateFacilityByMinistry notifyCommuneOfFacilityRehabilitation recordOutsideDecision ' +
    'proposeFacilityRehabilitation recordFacilityRehabilitationReception referFacilityRehabilitation ' +
    'recordFacilityRehabilitationStartFailure supplementFacilityRehabilitation recordFacilityRehabilitationDeath ' +
    'voidFacilityRehabilitation withdrawFacilityRehabilitation decideHomeRehabilitation ' +
    'recordHomeRehabilitationReception startHomeRehabilitation recordHomeRehabilitationStartFailure ' +
    'supplementHomeRehabilitation recordHomeRehabilitationDeath voidHomeRehabilitation withdrawHomeRehabilitation ' +
    'decideSubstitution recordEligibility recordClinicNotice referSubstitutionRegistration ' +
    'recordSubstitutionStartFailure supplementSubstitutionRegistration recordTreatmentEnd recordTreatmentStart ' +
    'recordSubstitutionRegistrationDeath voidSubstitutionRegistration withdrawSubstitutionRegistration annulCaseStep ' +
    'requestMonitoring orderMonitoring decideOnMonitoring recordMonitoring withdrawMonitoringRequest voidElectronicMonitoring',
  'want days, times and papers that fit one another':
    'applyForFacilityRehabilitation applyForHomeRehabilitation createOrganisation registerForSubstitution recordRegistrationFailure ' +
    'enterCalendarDay addPersonAddress addPersonContact addPersonGuardian addPersonIdentifier endPersonPart correctPerson voidPerson ' +
    'checkDuplicates',
  'want a register, an office or a paper that the cast has not':
    'makePaper getPaperFile voidPaper enterOfficeHolder voidOfficeHolder endOfficeHolder openNumberRegister changeNumberPattern',
  'want a change of units that can be made, or was':
    'enterUnitChange correctUnitChange previewUnitChange listMovingDeadlines listMovingFiles runUnitChange ' +
    'withdrawUnitChange',
};

const ids: ReadonlySet<string> = new Set(Object.values(RARELY_TAKEN).flatMap((each) => each.split(' ')));

export const mayNeverBeTaken = (operationId: string): boolean => ids.has(operationId);

/** Of the names above those that are no operation any more. */
export const unknownAmong = (operationIds: ReadonlySet<string>): readonly string[] =>
  [...ids].filter((id) => !operationIds.has(id));
