import { flagsOfWitness, NO_WITNESS } from './witness.rules.js';

it.each([
  ['a colleague who can be asked', { witnessId: 'a', witnessName: null }, []],
  ['somebody without an account', { witnessId: null, witnessName: 'Trần Văn Tám' }, ['witness-no-account']],
  ['nobody', NO_WITNESS, ['one-person']],
] as const)('a loss that was seen by %s has flags %j', (_who, witness, flags) => {
  expect(flagsOfWitness(witness)).toEqual(flags);
});
