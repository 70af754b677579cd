import type { Act } from './acts.js';
import type { Citation } from './instrument.js';
import type { Office, SignerRole } from './offices.js';
import type { OrganisationKind } from './organisation-kinds.js';
import type { Regime } from './regime-periods.js';
import type { Text2 } from './text.js';

/** Who is competent for an act under one regime. */
export interface Competence {
  readonly act: Act;
  readonly regime: Regime;
  readonly organisationKind: OrganisationKind;
  /** The office in Vietnamese, as it stands in papers: 'Trưởng Công an cấp xã'. */
  readonly officeVi: string;
  readonly office: Text2;
  readonly signerRole: SignerRole;
  readonly citation: Citation;
}

export const DISTRICT_YEARS: readonly Regime[] = ['R1', 'R1b'];
export const LAW_2021: readonly Regime[] = ['R1', 'R1b', 'R2'];
export const LAW_2025: readonly Regime[] = ['R3'];

/** The same office and article under several regimes. */
export function competence(
  act: Act,
  regimes: readonly Regime[],
  office: Office,
  citation: Citation,
): readonly Competence[] {
  return regimes.map((regime) => ({ act, regime, ...office, officeVi: office.office.vi, citation }));
}
