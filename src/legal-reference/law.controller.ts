import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../platform/http/endpoint.js';
import { ChangeListQuery, type ChangeList } from '../platform/http/change-list.js';
import { CompetenceList, type CompetenceDto } from './competence.dto.js';
import { DeadlineRuleList, type DeadlineRuleDto } from './deadline-rule.dto.js';
import { InstrumentListDto } from './instrument.dto.js';
import { P } from './law.problems.js';
import { DeadlineRuleQuery, LawQuery, StatutoryFormQuery } from './law.query.js';
import { LawService } from './law.service.js';
import { RegimeList, type RegimeDto } from './regime.dto.js';
import { StatutoryFormList, type StatutoryFormDto } from './statutory-form.dto.js';
import { TermRuleList, type TermRuleDto } from './term-rule.dto.js';

const LAW = { permission: 'law.read', reach: 'common' } as const;

@ApiTags('law')
@Controller('v1/law')
export class LawController {
  constructor(private readonly law: LawService) {}

  @Get('instruments')
  @Endpoint({
    summary: 'List the legal instruments in force on a day',
    ...LAW,
    answer: InstrumentListDto,
  })
  listInstruments(@Query() query: LawQuery): InstrumentListDto {
    return this.law.instruments(query);
  }

  @Get('regimes')
  @Endpoint({ summary: 'List the generations of the law', ...LAW, answer: RegimeList })
  listRegimes(@Query() query: ChangeListQuery): ChangeList<RegimeDto> {
    return this.law.regimes(query);
  }

  @Get('deadlines')
  @Endpoint({
    summary: 'List the statutory time limits',
    ...LAW,
    answer: DeadlineRuleList,
    problems: [P.notDescribed],
  })
  listDeadlineRules(@Query() query: DeadlineRuleQuery): ChangeList<DeadlineRuleDto> {
    return this.law.deadlines(query);
  }

  @Get('terms')
  @Endpoint({
    summary: 'List how long measures and stages last',
    ...LAW,
    answer: TermRuleList,
    problems: [P.notDescribed],
  })
  listTermRules(@Query() query: LawQuery): ChangeList<TermRuleDto> {
    return this.law.terms(query);
  }

  @Get('forms')
  @Endpoint({
    summary: 'List the statutory forms',
    ...LAW,
    answer: StatutoryFormList,
    problems: [P.notDescribed],
  })
  listStatutoryForms(@Query() query: StatutoryFormQuery): ChangeList<StatutoryFormDto> {
    return this.law.forms(query);
  }

  @Get('authorities')
  @Endpoint({
    summary: 'List who is competent for which act',
    ...LAW,
    answer: CompetenceList,
    problems: [P.notDescribed],
  })
  listAuthorities(@Query() query: LawQuery): ChangeList<CompetenceDto> {
    return this.law.authorities(query);
  }
}
