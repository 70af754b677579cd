import { dateOnly, type Birth } from '../../law/date.js';
import type { OrganisationKind } from '../../law/organisation-kinds.js';
import type { WantedPlace } from './facility-input.dto.js';
import { mayAsk, mayDesignate, mayReach, type Designator } from './designation.rules.js';

const on = dateOnly('2026-07-02');
const adult: Birth = { date: dateOnly('1991-04-16'), year: 1991 };
const minor: Birth = { date: dateOnly('2011-03-05'), year: 2011 };
const turning: Birth = { date: dateOnly('2008-07-02'), year: 2008 };
const unsure: Birth = { year: 2008 };
const PUBLIC = 'public-rehabilitation-facility';

describe('who may designate which place', () => {
  it.each<[Designator, OrganisationKind, Birth, boolean]>([
    ['provincial-director', PUBLIC, adult, true],
    ['provincial-director', PUBLIC, minor, true],
    ['provincial-director', 'reformatory', minor, false],
    ['provincial-director', 'reformatory', adult, false],
    ['ministry', PUBLIC, adult, true],
    ['ministry', 'reformatory', minor, true],
    ['ministry', 'reformatory', adult, false],
    ['ministry', 'reformatory', turning, false],
    ['ministry', 'reformatory', unsure, true],
  ])('%s, %s, born %j: %s', (by, place, birth, expected) => {
    expect(mayDesignate(by, place, { birth, on })).toBe(expected);
  });
});

describe('of which province a place may be', () => {
  it.each<[Designator, OrganisationKind, boolean, boolean]>([
    ['provincial-director', PUBLIC, true, true],
    ['provincial-director', PUBLIC, false, false],
    ['ministry', PUBLIC, true, false],
    ['ministry', PUBLIC, false, true],
    ['ministry', 'reformatory', true, true],
    ['ministry', 'reformatory', false, true],
  ])('%s, %s, of the own province %s: %s', (by, place, isOwn, expected) => {
    expect(mayReach(by, place, isOwn)).toBe(expected);
  });
});

describe('what the ministry may be asked for', () => {
  it.each<[WantedPlace, Birth, boolean]>([
    ['facility-elsewhere', adult, true],
    ['facility-elsewhere', minor, true],
    ['reformatory', minor, true],
    ['reformatory', adult, false],
    ['reformatory', unsure, true],
  ])('%s for a person born %j: %s', (wanted, birth, expected) => {
    expect(mayAsk(wanted, { birth, on })).toBe(expected);
  });
});
