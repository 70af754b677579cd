import type { Tx } from '../platform/database/tx.js';
import { SubjectPersons, type PersonsOfSubjects } from './subject-persons.js';

const TX = {} as Tx;
const PERSONS = ['p1', 'p2', 'p1'];

const things = (kind: string): PersonsOfSubjects => ({
  kind,
  personsOf: async (_tx, ids) => ids.map((id) => PERSONS[Number(id)] ?? 'p0'),
});

describe('the persons behind what is shown', () => {
  const subjects = new SubjectPersons();
  subjects.register(things('case'));

  it('are named once each', async () => {
    const shown = ['0', '1', '2', '0'].map((subjectId) => ({ subjectKind: 'case', subjectId }));
    expect(await subjects.behind(TX, shown)).toEqual(['p1', 'p2']);
  });

  it('are not left out where nobody knows them', async () => {
    const shown = [{ subjectKind: 'letter', subjectId: '0' }];
    await expect(subjects.behind(TX, shown)).rejects.toThrow('letter');
  });

  it('are told by one slice for each kind', () => {
    expect(() => subjects.register(things('case'))).toThrow('case');
  });
});
