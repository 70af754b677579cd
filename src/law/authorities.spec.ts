import {
  ACTS,
  COMPETENCES,
  competentAuthorities,
  competentAuthority,
  ORGANISATION_KINDS,
  type Act,
  type SignerRole,
} from './authorities.js';
import { isWithin } from './date.js';
import { INSTRUMENTS } from './instruments.js';
import { REGIMES, type Regime } from './regimes.js';

describe('competentAuthority', () => {
  it.each<[Act, Regime, SignerRole | undefined]>([
    ['register-home-rehabilitation', 'R1', 'commune-officer'],
    ['register-home-rehabilitation', 'R2', 'commune-officer'],
    ['register-home-rehabilitation', 'R3', 'commune-police-officer'],
    ['reception-record', 'R1', undefined],
    ['reception-record', 'R2', undefined],
    ['reception-record', 'R3', 'commune-police-officer'],
    ['decide-home-rehabilitation', 'R1', 'commune-chairman'],
    ['decide-home-rehabilitation', 'R1b', 'commune-chairman'],
    ['decide-home-rehabilitation', 'R2', 'commune-chairman'],
    ['decide-home-rehabilitation', 'R3', 'head-of-commune-police'],
    ['transfer-home-rehabilitation', 'R2', 'commune-chairman'],
    ['transfer-home-rehabilitation', 'R3', 'head-of-commune-police'],
    ['continue-home-rehabilitation', 'R2', undefined],
    ['continue-home-rehabilitation', 'R3', 'head-of-commune-police'],
    ['certify-home-rehabilitation', 'R2', 'commune-chairman'],
    ['certify-home-rehabilitation', 'R3', 'head-of-commune-police'],
    ['decide-drug-user-management', 'R2', 'commune-chairman'],
    ['decide-drug-user-management', 'R3', 'head-of-commune-police'],
    ['register-private-facility', 'R2', 'rehabilitation-centre-officer'],
    ['register-private-facility', 'R3', 'commune-police-officer'],
    ['contract-private-facility', 'R2', 'rehabilitation-centre-officer'],
    ['contract-private-facility', 'R3', undefined],
    ['decide-private-facility', 'R2', undefined],
    ['decide-private-facility', 'R3', 'head-of-commune-police'],
    ['receive-private-facility', 'R2', undefined],
    ['receive-private-facility', 'R3', 'rehabilitation-centre-officer'],
    ['certify-private-facility', 'R2', 'rehabilitation-centre-director'],
    ['certify-private-facility', 'R3', 'rehabilitation-centre-director'],
    ['certify-part-at-facility', 'R2', undefined],
    ['certify-part-at-facility', 'R3', 'rehabilitation-centre-director'],
    ['certify-public-facility', 'R1b', 'rehabilitation-centre-director'],
    ['certify-public-facility', 'R3', 'rehabilitation-centre-director'],
    ['register-public-facility', 'R1', 'rehabilitation-centre-officer'],
    ['register-public-facility', 'R3', 'commune-police-officer'],
    ['register-without-residence', 'R2', 'commune-officer'],
    ['register-without-residence', 'R3', 'commune-police-officer'],
    ['contract-public-facility', 'R3', undefined],
    ['decide-public-facility', 'R2', undefined],
    ['decide-public-facility', 'R3', 'head-of-commune-police'],
    ['propose-public-facility', 'R2', undefined],
    ['propose-public-facility', 'R3', 'head-of-commune-police'],
    ['designate-public-facility', 'R3', 'provincial-police-director'],
    ['request-designation', 'R3', 'provincial-police-director'],
    ['designate-by-ministry', 'R3', 'ministry-officer'],
    ['hand-over-public-facility', 'R3', 'rehabilitation-centre-officer'],
    ['register-substitution', 'R2', 'commune-officer'],
    ['register-substitution', 'R3', 'commune-police-officer'],
    ['decide-substitution', 'R2', 'commune-chairman'],
    ['decide-substitution', 'R3', undefined],
    ['report-substitution', 'R2', 'clinician'],
    ['report-substitution', 'R3', 'clinician'],
    ['record-registration-failure', 'R2', 'commune-chairman'],
    ['record-registration-failure', 'R3', 'head-of-commune-police'],
    ['decide-electronic-monitoring', 'R2', undefined],
    ['decide-electronic-monitoring', 'R3', 'head-of-commune-police'],
    ['build-compulsory-dossier', 'R3', 'head-of-commune-police'],
    ['request-aftercare', 'R3', 'head-of-commune-police'],
    ['decide-aftercare', 'R2', 'commune-chairman'],
    ['decide-aftercare', 'R3', 'commune-chairman'],
    ['certify-aftercare', 'R3', 'commune-chairman'],
    ['assign-support-worker', 'R3', 'commune-chairman'],
  ])('%s in %s: %p', (act, regime, signerRole) => {
    expect(competentAuthority(act, regime)?.signerRole).toBe(signerRole);
  });

  it.each<[Regime, string]>([
    ['R1', 'Tòa án nhân dân cấp huyện'],
    ['R1b', 'Tòa án nhân dân cấp huyện'],
    ['R2', 'Tòa án nhân dân khu vực'],
    ['R3', 'Tòa án nhân dân khu vực'],
  ])('compulsory rehabilitation is decided in %s by %s', (regime, office) => {
    expect(competentAuthority('decide-compulsory-rehabilitation', regime)?.officeVi).toBe(office);
  });

  it('knows two bodies for the compulsory dossier before the new law, one after', () => {
    expect(
      competentAuthorities('build-compulsory-dossier', 'R2').map(({ organisationKind }) => organisationKind),
    ).toEqual(['commune-peoples-committee', 'commune-police']);
    expect(competentAuthorities('build-compulsory-dossier', 'R3')).toHaveLength(1);
  });

  it('covers every act in at least one regime', () => {
    const covered = new Set(COMPETENCES.map(({ act }) => act));
    expect([...covered].toSorted()).toEqual(Object.keys(ACTS).toSorted());
  });

  it.each(COMPETENCES.map((entry) => [`${entry.act} ${entry.regime}`, entry] as const))(
    '%s rests on an act in force at the start of the regime',
    (_name, { citation, regime, office, officeVi }) => {
      const { inForceFrom, inForceTo } = INSTRUMENTS[citation.instrument];
      expect(isWithin(REGIMES[regime].from, inForceFrom, inForceTo)).toBe(true);
      expect(officeVi).toBe(office.vi);
    },
  );
});

describe('ORGANISATION_KINDS', () => {
  it('end the district with June 2025, and nothing else', () => {
    const ending = Object.entries(ORGANISATION_KINDS).filter(([, { to }]) => to !== undefined);
    expect(ending.map(([kind, { to }]) => [kind, to])).toEqual([['district-body', '2025-06-30']]);
  });
});
