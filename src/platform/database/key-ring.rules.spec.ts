import { ringFaults, type KnownKey, type Ring } from './key-ring.rules.js';

const key = (version: number, bytes = version) => ({ version, checkValue: Buffer.alloc(16, bytes) });
const ring = (...keys: Ring['keys']): Ring => ({ name: 'column', setting: 'COLUMN_KEYS', keys });
const known = (version: number, gone = false): KnownKey => ({ ...key(version), ring: 'column', gone });

describe('ringFaults', () => {
  it.each<[string, Ring, readonly KnownKey[]]>([
    ['nothing has been sealed', ring(key(1)), []],
    ['the key seals still', ring(key(1)), [known(1)]],
    ['the older key is read with', ring(key(2), key(1)), [known(1), known(2)]],
    ['the older key went when nothing needed it', ring(key(2)), [known(1, true), known(2)]],
    ['another ring has sealed with it', ring(key(2)), [{ ...known(1), ring: 'blind-index' }]],
  ])('has none where %s', (_what, given, keys) => {
    expect(ringFaults(given, keys)).toEqual([]);
  });

  it('names the setting, the version that is lacking, and how the ring should look', () => {
    const [fault] = ringFaults(ring(key(2)), [known(1)]);
    expect(fault).toContain('COLUMN_KEYS has no key 1');
    expect(fault).toContain('COLUMN_KEYS=2:…,1:…');
  });

  it.each([false, true])('tells other bytes under a version that has sealed (gone: %s)', (gone) => {
    const [fault] = ringFaults(ring(key(1, 9)), [known(1, gone)]);
    expect(fault).toContain('COLUMN_KEYS: its key 1 is not the key 1 that stored data was sealed with');
  });
});
