import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Exported classes of bodies and answers, by the file that holds them. */
function exportedDtos(): readonly (readonly [name: string, file: string])[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.dto.ts'))
    .flatMap((file) => {
      const names = readFileSync(path.join('src', file), 'utf8').matchAll(/^export class (\w+)/gm);
      return [...names].map(([, name = '']) => [name, file] as const);
    });
}

describe('schemas of the document', () => {
  it('have names of their own: of two classes of one name the document shows one alone', () => {
    const dtos = exportedDtos();
    expect(dtos.length).toBeGreaterThan(200);
    const names = dtos.map(([name]) => name);
    expect(dtos.filter(([name], at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
