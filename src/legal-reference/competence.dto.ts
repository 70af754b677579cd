import { ACTS, type Act, type Competence, type OrganisationKind } from '../law/authorities.js';
import type { DateOnly } from '../law/date.js';
import { REGIMES, type Regime } from '../law/regimes.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { Day, Nested, OneOf, Text } from '../platform/http/fields.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { CitationDto, toCitationDto } from './citation.dto.js';
import { ACT_KEYS, ORGANISATION_KIND_KEYS, REGIME_KEYS } from './law.code-lists.js';

export class CompetenceDto {
  @OneOf(ACT_KEYS, { name: 'Act', example: 'decide-home-rehabilitation' })
  readonly act: Act = 'decide-home-rehabilitation';

  @Nested(() => BilingualDto, { description: 'The act in words' })
  readonly actLabel: BilingualDto = new BilingualDto();

  @OneOf(REGIME_KEYS, { name: 'Regime', example: 'R3' })
  readonly regime: Regime = 'R3';

  @Day({ example: '2026-07-01' })
  readonly from: string = '';

  @Day({ nullable: true, example: null })
  readonly to: DateOnly | null = null;

  @OneOf(ORGANISATION_KIND_KEYS, { name: 'OrganisationKind', example: 'commune-police' })
  readonly organisationKind: OrganisationKind = 'commune-police';

  @Nested(() => BilingualDto, { description: 'The office, as it stands in papers' })
  readonly office: BilingualDto = new BilingualDto();

  @Text({ max: 100, example: 'head-of-commune-police', description: 'Role of whoever signs' })
  readonly signerRole: string = '';

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export const CompetenceList = ChangeListOf(CompetenceDto);

export function toCompetenceDto(competence: Competence): CompetenceDto {
  const { act, regime, organisationKind, office, signerRole, citation } = competence;
  const { from, to } = REGIMES[regime];
  return {
    act,
    actLabel: ACTS[act],
    regime,
    from,
    to,
    organisationKind,
    office,
    signerRole,
    citation: toCitationDto(citation),
  };
}
