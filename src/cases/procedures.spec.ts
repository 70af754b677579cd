import type { CaseKind } from './case-file.js';
import type { CaseProcedure } from './procedure.js';
import { Procedures } from './procedures.js';

const procedureFor = (kind: CaseKind): CaseProcedure => ({
  kind,
  definition: {
    ...{ kind, auditName: 'test', start: 'new', states: {}, transitions: {}, steps: {} },
    ...{ stepLabels: {}, deciding: [] },
  },
  function: kind,
  start: 'new',
  transitions: {},
  isClosed: () => false,
  competenceMoved: async () => ({ event: 'keeper-moved', status: 'new', byLaw: false }),
  annuls: {},
});

describe('procedures that make themselves known', () => {
  it('are found by the kind of their files', () => {
    const procedures = new Procedures();
    const home = procedureFor('home-rehabilitation');
    procedures.register(home);
    expect(procedures.of('home-rehabilitation')).toBe(home);
    expect(procedures.all()).toEqual([home]);
  });

  it('are not replaced by another one for the same kind', () => {
    const procedures = new Procedures();
    const home = procedureFor('home-rehabilitation');
    procedures.register(home);
    expect(() => procedures.register(procedureFor('home-rehabilitation'))).toThrow('Two procedures');
    expect(procedures.of('home-rehabilitation')).toBe(home);
  });

  it('are missed where none speaks for a kind', () => {
    expect(() => new Procedures().of('home-rehabilitation')).toThrow('No procedure');
  });

  it('are those of one application, not of the process', () => {
    new Procedures().register(procedureFor('home-rehabilitation'));
    expect(new Procedures().all()).toEqual([]);
  });
});
