import { seedOrganisation, seedSuccession, seedUser, signIn, unitIdByCode } from './factories.js';
import type { TestApp } from './test-app.js';
import { travelTo } from './time.js';

/** xã Vĩnh Thuận and xã Vĩnh Bình, An Giang, since 01/07/2025. */
export const VINH_THUAN_CODE = '31069';
export const VINH_BINH_CODE = '31064';

export interface VinhThuan {
  readonly unitId: number;
  readonly neighbourUnitId: number;
  /** Former xã Tân Thuận. */
  readonly formerUnitId: number;
  readonly organisations: {
    readonly committee: number;
    readonly police: number;
    readonly formerCommittee: number;
    readonly neighbourPolice: number;
    readonly provincialPolice: number;
  };
  readonly tokens: {
    readonly administrator: string;
    readonly committeeOfficer: string;
    readonly chairman: string;
    readonly policeOfficer: string;
    readonly headOfPolice: string;
    /** Of the committee of former xã Tân Thuận, which went into xã Vĩnh Thuận on 01/07/2025. */
    readonly formerOfficer: string;
    readonly neighbourPoliceOfficer: string;
    readonly provincialOfficer: string;
  };
}

/**
 * The bodies of xã Vĩnh Thuận: the people's committee, which decided until 30/06/2026, the police, who do since, the
 * committee that was absorbed, the neighbours, the province. Home rehabilitation moved from committee to police.
 */
export async function arrangeVinhThuan(test: TestApp): Promise<VinhThuan> {
  const { owner } = test.database;
  const unitId = await unitIdByCode(owner, VINH_THUAN_CODE);
  const neighbourUnitId = await unitIdByCode(owner, VINH_BINH_CODE);
  const provinceId = await unitIdByCode(owner, '91');
  const formerUnitId = await formerUnit(test, 'Xã Tân Thuận', unitId);
  const organisation = (
    kind: Parameters<typeof seedOrganisation>[1]['kind'],
    unit: number,
    validTo?: string,
  ): Promise<number> => seedOrganisation(owner, { kind, unitId: unit, validTo: validTo ?? null });
  const committee = await organisation('commune-peoples-committee', unitId);
  const police = await organisation('commune-police', unitId);
  const formerCommittee = await organisation('commune-peoples-committee', formerUnitId, '2025-06-30');
  const neighbourPolice = await organisation('commune-police', neighbourUnitId);
  const provincialPolice = await organisation('provincial-police', provinceId);
  const operator = await seedOrganisation(owner, { kind: 'system-operator' });
  await seedSuccession(owner, {
    predecessorId: formerCommittee,
    successorId: committee,
    effectiveOn: '2025-07-01',
    handoverUntil: '2026-12-31',
  });
  await seedSuccession(owner, {
    predecessorId: committee,
    successorId: police,
    function: 'home-rehabilitation',
    effectiveOn: '2026-07-01',
    handoverUntil: '2026-12-31',
  });
  const token = async (
    organisationId: number,
    role: Parameters<typeof seedUser>[1]['roles'][number],
  ): Promise<string> => signIn(test, await seedUser(owner, { organisationId, roles: [role] }));
  return {
    unitId,
    neighbourUnitId,
    formerUnitId,
    organisations: { committee, police, formerCommittee, neighbourPolice, provincialPolice },
    tokens: {
      administrator: await token(operator, 'administrator'),
      committeeOfficer: await token(committee, 'commune-officer'),
      chairman: await token(committee, 'commune-chairman'),
      policeOfficer: await token(police, 'commune-police-officer'),
      headOfPolice: await token(police, 'head-of-commune-police'),
      formerOfficer: await token(formerCommittee, 'commune-officer'),
      neighbourPoliceOfficer: await token(neighbourPolice, 'commune-police-officer'),
      provincialOfficer: await token(provincialPolice, 'provincial-officer'),
    },
  };
}

async function formerUnit(test: TestApp, name: string, successorId: number): Promise<number> {
  const { rows } = await test.database.owner.query<{ id: number }>(
    `select u.id from unit u join unit_succession s on s.predecessor_id = u.id
     where u.name = $1 and s.successor_id = $2`,
    [name, successorId],
  );
  const [unit] = rows;
  if (!unit) throw new Error(`${name} is not among the predecessors`);
  return unit.id;
}

/** Moves legal time with the scene's administrator. */
export async function onDay(test: TestApp, scene: VinhThuan, instant: string): Promise<void> {
  await travelTo(test, scene.tokens.administrator, instant);
}
