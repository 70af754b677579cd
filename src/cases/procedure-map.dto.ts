import type { DateOnly } from '../law/date.js';
import { PROCEDURES, type Procedure } from '../law/procedures.js';
import { REGIMES, type Regime } from '../law/regimes.js';
import { CompetenceDto, toCompetenceDto } from '../legal-reference/competence.dto.js';
import { DeadlineRuleDto, toDeadlineRuleDto } from '../legal-reference/deadline-rule.dto.js';
import { StatutoryFormDto, toStatutoryFormDto } from '../legal-reference/statutory-form.dto.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { Day, Flag, ListOf, Nested, OneOf, Text } from '../platform/http/fields.js';
import { CASE_KINDS, type CaseKind } from './case-file.js';
import { diagramOf } from './procedure-diagram.js';
import type { MappedLimit, MappedStep, ProcedureMap } from './procedure-map.js';
import type { OpenedLimit } from './steps/stepped-procedure.js';

const REGIME_KEYS = Object.keys(REGIMES) as readonly Regime[];
const OWED_BY: readonly OpenedLimit['owedBy'][] = ['keeper', 'addressee', 'actor', 'place'];

export class ProcedureQuery {
  @Day({
    optional: true,
    example: '2026-07-02',
    description: 'As a file that is opened on this day goes through it; today unless told',
  })
  readonly asOf?: string;
}

export class ProcedureNameDto {
  @OneOf(CASE_KINDS, { name: 'CaseKind', example: 'home-rehabilitation' })
  readonly name: CaseKind = 'home-rehabilitation';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();
}

export const ProcedureList = ChangeListOf(ProcedureNameDto);

export class ProcedureStateDto {
  @Text({ max: 100, example: 'decided' })
  readonly code: string = '';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Flag({ example: false, description: 'The file has ended' })
  readonly closed: boolean = false;
}

export class ProcedureLimitDto {
  @Nested(() => DeadlineRuleDto)
  readonly rule: DeadlineRuleDto = new DeadlineRuleDto();

  @OneOf(OWED_BY, {
    name: 'LimitOwedBy',
    example: 'keeper',
    description:
      'Who owes it: who keeps the file, who is asked or told by the step, who takes it, or where the person is',
  })
  readonly owedBy: OpenedLimit['owedBy'] = 'keeper';
}

export class ProcedureStepDto {
  @Text({ max: 100, example: 'decided' })
  readonly code: string = '';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Flag({ example: false, description: 'The program takes it, as when a commune was merged' })
  readonly own: boolean = false;

  @ListOf(() => CompetenceDto, { max: 20, description: 'Empty for a step that is no act of an authority' })
  readonly competent: readonly CompetenceDto[] = [];

  @ListOf(() => StatutoryFormDto, { max: 20 })
  readonly forms: readonly StatutoryFormDto[] = [];

  @ListOf(() => ProcedureLimitDto, { max: 20, description: 'Time limits that it starts' })
  readonly opens: readonly ProcedureLimitDto[] = [];

  @ListOf(() => DeadlineRuleDto, { max: 20, description: 'Time limits that it meets' })
  readonly meets: readonly DeadlineRuleDto[] = [];
}

export class ProcedureTransitionDto {
  @Text({ max: 100, example: 'registered', description: 'State' })
  readonly from: string = '';

  @Text({ max: 100, example: 'decided', description: 'Step' })
  readonly step: string = '';

  @Text({ max: 100, example: 'decided', description: 'State' })
  readonly to: string = '';
}

export class ProcedureDto extends ProcedureNameDto {
  @Day({ example: '2026-07-02' })
  readonly asOf: string = '';

  @OneOf(REGIME_KEYS, { name: 'Regime', example: 'R3' })
  readonly regime: Regime = 'R3';

  @Text({ max: 100, example: 'handed-in', description: 'The state before the first step' })
  readonly start: string = '';

  @ListOf(() => ProcedureStateDto, { max: 100 })
  readonly states: readonly ProcedureStateDto[] = [];

  @ListOf(() => ProcedureStepDto, { max: 100 })
  readonly steps: readonly ProcedureStepDto[] = [];

  @ListOf(() => ProcedureTransitionDto, { max: 1000 })
  readonly transitions: readonly ProcedureTransitionDto[] = [];

  @ListOf(() => ProcedureLimitDto, {
    max: 20,
    description: 'Time limits that are counted back from the end of the term while it runs',
  })
  readonly beforeEnd: readonly ProcedureLimitDto[] = [];

  @Nested(() => BilingualDto, { description: 'The same as a Mermaid diagram, in each language' })
  readonly diagram: BilingualDto = new BilingualDto();
}

export const toProcedureNameDto = (name: CaseKind): ProcedureNameDto => ({
  name,
  label: PROCEDURES[name satisfies Procedure],
});

export function toProcedureDto(
  name: CaseKind,
  start: string,
  asOf: DateOnly,
  map: ProcedureMap,
): ProcedureDto {
  const { regime, states, steps, transitions, beforeEnd } = map;
  return {
    ...toProcedureNameDto(name),
    ...{ asOf, regime, start, states, transitions },
    steps: steps.map(toStepDto),
    beforeEnd: beforeEnd.map(toLimitDto),
    diagram: { vi: diagramOf(start, map, 'vi'), en: diagramOf(start, map, 'en') },
  };
}

const toLimitDto = ({ rule, owedBy }: MappedLimit): ProcedureLimitDto => ({
  rule: toDeadlineRuleDto(rule),
  owedBy,
});

const toStepDto = ({ code, label, own, competent, forms, opens, meets }: MappedStep): ProcedureStepDto => ({
  ...{ code, label, own },
  competent: competent.map(toCompetenceDto),
  forms: forms.map(toStatutoryFormDto),
  opens: opens.map(toLimitDto),
  meets: meets.map(toDeadlineRuleDto),
});
