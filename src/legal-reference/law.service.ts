import { Injectable } from '@nestjs/common';
import { COMPETENCES } from '../law/authorities.js';
import { isWithin, type DateOnly } from '../law/date.js';
import { deadlineRulesFor } from '../law/deadlines.js';
import { FORMS } from '../law/forms.js';
import { instrumentsInForce, UNDATED_ACTS } from '../law/instruments.js';
import { regimeOn } from '../law/regimes.js';
import { TERM_RULES } from '../law/terms.js';
import { sameOrAnew, type ChangeList, type ChangeListQuery } from '../platform/http/change-list.js';
import { toCompetenceDto, type CompetenceDto } from './competence.dto.js';
import { toDeadlineRuleDto, type DeadlineRuleDto } from './deadline-rule.dto.js';
import { toInstrumentDto, toUndatedActDto, type InstrumentListDto } from './instrument.dto.js';
import { requireDescribed } from './law-described.js';
import { REGIME_KEYS } from './law.code-lists.js';
import type { DeadlineRuleQuery, LawQuery, StatutoryFormQuery } from './law.query.js';
import { toRegimeDto, type RegimeDto } from './regime.dto.js';
import { toStatutoryFormDto, type StatutoryFormDto } from './statutory-form.dto.js';
import { toTermRuleDto, type TermRuleDto } from './term-rule.dto.js';

/** The law as the program knows it. It ships with the code: no row, no actor and no audit is involved. */
@Injectable()
export class LawService {
  instruments(query: LawQuery): InstrumentListDto {
    const instruments = instrumentsInForce(query.asOf).map(toInstrumentDto);
    return { ...sameOrAnew(query, instruments), undated: UNDATED_ACTS.map(toUndatedActDto) };
  }

  regimes(query: ChangeListQuery): ChangeList<RegimeDto> {
    return sameOrAnew(query, REGIME_KEYS.map(toRegimeDto));
  }

  deadlines(query: DeadlineRuleQuery): ChangeList<DeadlineRuleDto> {
    const { procedure, asOf } = query;
    requireDescribed(asOf);
    return sameOrAnew(query, deadlineRulesFor({ procedure, asOf }).map(toDeadlineRuleDto));
  }

  terms(query: LawQuery): ChangeList<TermRuleDto> {
    requireDescribed(query.asOf);
    return sameOrAnew(query, TERM_RULES.filter(appliesOn(query.asOf)).map(toTermRuleDto));
  }

  forms(query: StatutoryFormQuery): ChangeList<StatutoryFormDto> {
    const { instrument, asOf } = query;
    requireDescribed(asOf);
    const asked = FORMS.filter((form) => instrument === undefined || form.instrument === instrument);
    return sameOrAnew(query, asked.filter(appliesOn(asOf)).map(toStatutoryFormDto));
  }

  authorities(query: LawQuery): ChangeList<CompetenceDto> {
    const { asOf } = query;
    requireDescribed(asOf);
    const regime = asOf === undefined ? undefined : regimeOn(asOf);
    const asked = COMPETENCES.filter((entry) => regime === undefined || entry.regime === regime);
    return sameOrAnew(query, asked.map(toCompetenceDto));
  }
}

const appliesOn =
  (asOf: DateOnly | undefined) =>
  ({ from, to }: { readonly from: DateOnly; readonly to: DateOnly | null }): boolean =>
    asOf === undefined || isWithin(asOf, from, to);
