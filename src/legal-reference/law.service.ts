import { Injectable } from '@nestjs/common';
import { COMPETENCES } from '../law/authorities.js';
import { isWithin, type DateOnly } from '../law/date.js';
import { viDate } from '../law/date-text.js';
import { deadlineRulesFor } from '../law/deadlines.js';
import { FORMS } from '../law/forms.js';
import { instrumentsInForce, UNDATED_ACTS } from '../law/instruments.js';
import { regimeOn, REGIMES } from '../law/regimes.js';
import { TERM_RULES } from '../law/terms.js';
import { problem } from '../platform/errors/problem.js';
import type { WholeList } from '../platform/http/whole-list.js';
import { toCompetenceDto, type CompetenceDto } from './competence.dto.js';
import { toDeadlineRuleDto, type DeadlineRuleDto } from './deadline-rule.dto.js';
import { toInstrumentDto, toUndatedActDto, type InstrumentListDto } from './instrument.dto.js';
import { REGIME_KEYS } from './law.code-lists.js';
import { P } from './law.problems.js';
import type { DeadlineRuleQuery, LawQuery, StatutoryFormQuery } from './law.query.js';
import { toRegimeDto, type RegimeDto } from './regime.dto.js';
import { toStatutoryFormDto, type StatutoryFormDto } from './statutory-form.dto.js';
import { toTermRuleDto, type TermRuleDto } from './term-rule.dto.js';

/** The law as the program knows it. It ships with the code: no row, no actor and no audit is involved. */
@Injectable()
export class LawService {
  instruments({ asOf }: LawQuery): InstrumentListDto {
    return {
      items: instrumentsInForce(asOf).map(toInstrumentDto),
      undated: UNDATED_ACTS.map(toUndatedActDto),
    };
  }

  regimes(): WholeList<RegimeDto> {
    return { items: REGIME_KEYS.map(toRegimeDto) };
  }

  deadlines({ procedure, asOf }: DeadlineRuleQuery): WholeList<DeadlineRuleDto> {
    requireDescribed(asOf);
    return { items: deadlineRulesFor({ procedure, asOf }).map(toDeadlineRuleDto) };
  }

  terms({ asOf }: LawQuery): WholeList<TermRuleDto> {
    requireDescribed(asOf);
    return { items: TERM_RULES.filter(appliesOn(asOf)).map(toTermRuleDto) };
  }

  forms({ instrument, asOf }: StatutoryFormQuery): WholeList<StatutoryFormDto> {
    requireDescribed(asOf);
    const asked = FORMS.filter((form) => instrument === undefined || form.instrument === instrument);
    return { items: asked.filter(appliesOn(asOf)).map(toStatutoryFormDto) };
  }

  authorities({ asOf }: LawQuery): WholeList<CompetenceDto> {
    requireDescribed(asOf);
    const regime = asOf === undefined ? undefined : regimeOn(asOf);
    const asked = COMPETENCES.filter((entry) => regime === undefined || entry.regime === regime);
    return { items: asked.map(toCompetenceDto) };
  }
}

/** An empty list would say that there was no rule; that the rules of those years are absent is another matter. */
function requireDescribed(asOf: DateOnly | undefined): void {
  const { from } = REGIMES.R1;
  if (asOf === undefined || asOf >= from) return;
  throw problem(P.notDescribed, { parameters: { from: viDate(from) }, extensions: { describedFrom: from } });
}

const appliesOn =
  (asOf: DateOnly | undefined) =>
  ({ from, to }: { readonly from: DateOnly; readonly to: DateOnly | null }): boolean =>
    asOf === undefined || isWithin(asOf, from, to);
