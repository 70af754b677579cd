import { canonicalRow, type SealedRow } from './sealed-row.js';

const ROW: SealedRow = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  at: '1767200400000001',
  legalAt: '1767200400000000',
  userId: null,
  organisationId: null,
  system: 'audit-keeper',
  action: 'test.row.made',
  outcome: 'done',
  subjectKind: null,
  subjectId: null,
  persons: [],
  requestId: null,
  detail: '{"b": [1, "hai"], "a": {"y": 1.5, "x": null}}',
  place: '812',
  month: '2025-12-01',
};

describe('the text of a row that is sealed', () => {
  it('is this one, for ever: what was sealed is compared with it', () => {
    expect(canonicalRow(ROW)).toBe(
      '["audit-row/1","01890a5d-ac96-774b-bcce-b302099a8057","812","1767200400000001","1767200400000000",null,null,' +
        '"audit-keeper","test.row.made","done",null,null,[],null,' +
        '"{\\"b\\": [1, \\"hai\\"], \\"a\\": {\\"y\\": 1.5, \\"x\\": null}}"]',
    );
  });

  it.each<[string, Partial<SealedRow>]>([
    ['moment', { at: '1767200400000002' }],
    ['legal moment', { legalAt: '1' }],
    ['user', { userId: ROW.id }],
    ['organisation', { organisationId: '1' }],
    ['part of the program', { system: null }],
    ['act', { action: 'test.row.read' }],
    ['outcome', { outcome: 'refused' }],
    ['kind of subject', { subjectKind: 'person' }],
    ['subject', { subjectId: ROW.id }],
    ['persons', { persons: [ROW.id] }],
    ['request', { requestId: 'x' }],
    ['detail', { detail: '{"b": [1, "hai"], "a": {"y": 1.5, "x": ""}}' }],
    ['digit of a number', { detail: '{"b": [1, "hai"], "a": {"y": 1.50, "x": null}}' }],
    ['order within the detail’s lists', { detail: '{"b": ["hai", 1], "a": {"y": 1.5, "x": null}}' }],
    ['place', { place: '813' }],
  ])('is another one with another %s', (_what, change) => {
    expect(canonicalRow({ ...ROW, ...change })).not.toBe(canonicalRow(ROW));
  });
});
