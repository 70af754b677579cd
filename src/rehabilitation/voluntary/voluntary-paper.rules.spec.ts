import type { Regime } from '../../law/regimes.js';
import type { Door, VoluntaryKind } from './door.js';
import { dossierTitles, receiversOf, type ReceiversOfDecision } from './voluntary-paper.rules.js';

const title = (kind: VoluntaryKind, regime: Regime): string | undefined =>
  dossierTitles({ kind, regime, withoutResidence: false, items: ['application'] })[0];
const receivers = (door: Door, more: Partial<ReceiversOfDecision> = {}): readonly string[] =>
  receiversOf({ door, regime: 'R3', minor: false, guardian: null, ...more });

describe('the papers on a reception slip', () => {
  it.each([
    ['home-rehabilitation', 'R2', 'Mẫu số 22'],
    ['home-rehabilitation', 'R3', 'Mẫu số 20'],
    ['private-facility-rehabilitation', 'R1', 'Mẫu số 22'],
    ['private-facility-rehabilitation', 'R3', 'Mẫu số 20'],
    ['substitution-treatment', 'R2', 'Mẫu số 09'],
  ] as const)('of %s under %s name %s', (kind, regime, form) => {
    expect(title(kind, regime)).toContain(form);
  });

  it('are named though the decree of the registration does not ask for them', () => {
    const asked = { kind: 'home-rehabilitation', regime: 'R2', withoutResidence: false } as const;
    expect(dossierTitles({ ...asked, items: ['curriculum-vitae'] })).toEqual([
      expect.stringContaining('Lý lịch'),
    ]);
  });
});

describe('who gets a copy of a decision', () => {
  it.each([
    ['home', ['Phòng Cảnh sát']],
    ['private', ['Phòng Cảnh sát']],
    ['public', ['Giám đốc Công an', 'Phòng Cảnh sát']],
  ] as const)('under the law of 2025, at the %s door: %j', (door, expected) => {
    expect(receivers(door)).toEqual(expected.map((name) => expect.stringContaining(name)));
  });

  it.each([
    ['Danh Thị Sen', 'Ông (bà) Danh Thị Sen, cha, mẹ, người giám hộ'],
    [null, 'Cha, mẹ, người giám hộ'],
  ])('is the parent of a minor too: %s', (guardian, expected) => {
    expect(receivers('public', { minor: true, guardian })).toEqual([
      expect.stringMatching(new RegExp(`^${expected.replace(/[()]/g, '\\$&')}`)),
      expect.stringContaining('Giám đốc'),
      expect.stringContaining('Phòng Cảnh sát'),
    ]);
  });

  it('under the law of 2021 is the family and who treats', () => {
    const old = { regime: 'R2', minor: true, guardian: 'Danh Thị Sen' } as const;
    expect(receivers('home', old)).toEqual([
      'Gia đình người cai nghiện',
      'Đơn vị cung cấp dịch vụ cai nghiện ma túy',
    ]);
    expect(receivers('substitution', old)[0]).toBe('Gia đình người điều trị');
  });
});
