import type { Operation } from './document.js';

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
  'want a file, an offer or a correction that the cast has not':
    'annulCaseStep refuseTransfer withdrawTransfer orderMonitoring requestMonitoring askForTreatment ' +
    'applyForTreatment decideTerminationProposal signTreatmentProtocol enterTreatmentProgramme ' +
    'askForTreatmentContact releaseDoseToken reportMissingTakeHomes decideRedose endDoseHold liftDosingClosure ' +
    'objectToLoss acceptTransfer withdrawTreatmentRequest withdrawMissingTakeHomes',
  'want days, times and papers that fit one another':
    'applyForFacilityRehabilitation applyForHomeRehabilitation createOrganisation registerForSubstitution recordRegistrationFailure ' +
    'applyForDetermination openCompulsoryDossier recordDrugUse receiveDrugUseNotice recordEscapeIncident assignSupportWorker offerCase ' +
    'enterCalendarDay addPersonAddress addPersonContact addPersonGuardian addPersonIdentifier endPersonPart correctPerson voidPerson ' +
    'checkDuplicates recordDose writeDoseOrder approveDoseOrder endDoseOrder moveStock countStock closeSiteDay readStockDay ' +
    'issueDoseTokens readTreatmentQuarter bookGuestDoses',
  'want a register, an office or a paper that the cast has not':
    'makePaper getPaperFile voidPaper enterOfficeHolder voidOfficeHolder endOfficeHolder openNumberRegister changeNumberPattern',
  'want a change of units that can be made, or was':
    'enterUnitChange correctUnitChange previewUnitChange listMovingDeadlines listMovingFiles runUnitChange ' +
    'withdrawUnitChange',
};

const ids: ReadonlySet<string> = new Set(Object.values(RARELY_TAKEN).flatMap((each) => each.split(' ')));

/**
 * Steps of a file want one that has come to that very step, at times that fit it: the walks of the procedures and the
 * stories take them.
 */
const isStep = ({ method, path }: Operation): boolean =>
  method !== 'GET' && path.includes('/{caseId}/') && !path.startsWith('/v1/cases/');

export const mayNeverBeTaken = (operation: Operation): boolean => ids.has(operation.id) || isStep(operation);

/** Of the names above those that are no operation any more. */
export const unknownAmong = (operationIds: ReadonlySet<string>): readonly string[] =>
  [...ids].filter((id) => !operationIds.has(id));
