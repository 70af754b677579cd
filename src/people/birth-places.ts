/**
 * First three digits of a personal identification number that stand for a province of birth registration: the 63
 * provinces before the mergers of 2025, whose codes stay in the numbers.
 * Source: Thông tư 07/2016/TT-BCA, Phụ lục 1 (secondary copies). Codes from 100 stand for countries (Phụ lục 2,
 * not verified here), so nothing is said about them.
 */
const PROVINCES =
  '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 ' +
  '044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 ' +
  '089 091 092 093 094 095 096';

const PROVINCE_CODES: ReadonlySet<string> = new Set(PROVINCES.split(' '));
const FIRST_COUNTRY_CODE = '100';

/** False when the three digits stand for no province and cannot stand for a country. */
export function isKnownBirthPlace(code: string): boolean {
  return code >= FIRST_COUNTRY_CODE || PROVINCE_CODES.has(code);
}
