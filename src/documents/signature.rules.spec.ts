import type { OrganisationKind } from '../law/organisation-kinds.js';
import { capacitiesFor, signatureLines, type Capacity } from './signature.rules.js';

const COMMITTEE: OrganisationKind = 'commune-peoples-committee';
const POLICE: OrganisationKind = 'commune-police';

describe('the capacity in which a paper is signed', () => {
  it.each<[Parameters<typeof capacitiesFor>[0], OrganisationKind, readonly Capacity[]]>([
    ['office', COMMITTEE, ['TM', 'KT', 'TUQ']],
    ['office', POLICE, ['in-person', 'KT', 'TUQ']],
    ['head', COMMITTEE, ['in-person', 'KT', 'TUQ']],
    ['officer', COMMITTEE, ['in-person']],
    ['officer', POLICE, ['in-person']],
  ])('of a paper that an %s signs in a %s is one of these', (signedBy, body, expected) => {
    expect(capacitiesFor(signedBy, body)).toEqual(expected);
  });
});

describe('signatureLines', () => {
  it.each<[Capacity, OrganisationKind, string, string, readonly string[]]>([
    ['TM', COMMITTEE, 'Chủ tịch', 'Chủ tịch', ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH']],
    ['KT', COMMITTEE, 'Chủ tịch', 'Phó Chủ tịch', ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
    ['TUQ', COMMITTEE, 'Chủ tịch', 'Chánh Văn phòng', ['TUQ. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']],
    ['in-person', POLICE, 'Trưởng Công an xã', 'Trưởng Công an xã', ['TRƯỞNG CÔNG AN XÃ']],
    [
      'KT',
      POLICE,
      'Trưởng Công an xã',
      'Phó Trưởng Công an xã',
      ['KT. TRƯỞNG CÔNG AN XÃ', 'PHÓ TRƯỞNG CÔNG AN XÃ'],
    ],
  ])('write %s in a %s', (capacity, body, headTitle, signerTitle, expected) => {
    const signing = { capacity, signedBy: 'office', body, headTitle, signerTitle } as const;
    expect(signatureLines(signing)).toEqual(expected);
  });

  it.each<[Capacity, string, readonly string[]]>([
    ['in-person', 'Chủ tịch', ['CHỦ TỊCH']],
    ['KT', 'Phó Chủ tịch', ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
  ])(
    'leave the committee out where the chairman decides for himself: %s',
    (capacity, signerTitle, expected) => {
      const signing = {
        capacity,
        signedBy: 'head',
        body: COMMITTEE,
        headTitle: 'Chủ tịch',
        signerTitle,
      } as const;
      expect(signatureLines(signing)).toEqual(expected);
    },
  );
});
