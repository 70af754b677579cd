import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { Uuid } from '../../platform/http/fields.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { DoseHistoryDto } from './dose-history.dto.js';
import { DoseEntryDto, DoseHistoryQuery, RecordedDoseDto } from './dose.dto.js';
import { DoseService } from './dose.service.js';
import { REFUSAL_MEMBERS } from './giving-refusal.js';

const MEMBERS = Object.entries(REFUSAL_MEMBERS)
  .map(([member, what]) => `\`${member}\`, ${what}`)
  .join('; ');

export class DosingEpisodePath {
  @Uuid()
  readonly episodeId: string = '';
}

@ApiTags('doses')
@Controller('v1')
export class DosesController {
  constructor(private readonly doses: DoseService) {}

  @Post('dose-events')
  @Endpoint({
    summary: 'Enter what happened to a dose: prepared, given, refused, vomited, spilled, taken home, voided',
    description:
      'Before giving (`reported` false), what stands in the way is refused with 409; `treatment.alreadyDosed` says no more than that somebody had the dose. ' +
      `Such a 409 has beside its code: ${MEMBERS}. A dose is given again (\`re-dosed\`) only by a clinician’s decision on the entry of vomiting, and on the same day. ` +
      'What was given already (`reported` true, with the device’s time) is stored as a fact with its flags: also by a place from which the person has moved since, and by one whose booking was cancelled since, of what lay in its time, and with the flag `not-placed-here` of the rest of that day; both may void it, too. The clock of a device may be ahead by some minutes (`DOSE_CLOCK_AHEAD_MINUTES`). The same `clientEventId` is the same event, whenever it is sent.',
    permission: 'doses.dispense',
    reach: 'site',
    answer: RecordedDoseDto,
    status: 201,
    unsafe: true,
    problems: [
      ...[P.notTreatedHere, P.noSuchDoseEvent, P.noSuchLot, P.alreadyDosed, P.notDosing, P.noOrder, P.held],
      ...[P.bookedElsewhere, P.secondPersonRequired, P.lotExpired, P.lotNotFitting],
      ...[P.doseDiffers, P.kindNotFitting, P.beyondTakeHome],
      ...[P.lotStrengthDiffers, P.witnessNotHere],
      ...[
        P.clientEventReused,
        P.notNameable,
        P.laterEntriesStand,
        P.noConsent,
        P.tokenNotGood,
        P.tokenStands,
      ],
      ...[P.orderUnfit, P.givenAgainTooLate, P.noRedoseDecision],
    ],
  })
  async recordDose(@CurrentActor() actor: UserActor, @Body() body: DoseEntryDto): Promise<RecordedDoseDto> {
    return this.doses.record(actor, body);
  }

  @Get('dosing-episodes/:episodeId/doses')
  @Endpoint({
    summary:
      'List what was entered of the doses of an episode, also as a guest elsewhere, and what was decided on vomiting',
    permission: 'doses.read',
    reach: 'site',
    answer: ChangeListOf(DoseHistoryDto),
    problems: [P.notTreatedHere],
  })
  async listDoses(
    @CurrentActor() actor: UserActor,
    @Param() { episodeId }: DosingEpisodePath,
    @Query() query: DoseHistoryQuery,
  ): Promise<ChangeList<DoseHistoryDto>> {
    return this.doses.history(actor, episodeId, query);
  }
}
