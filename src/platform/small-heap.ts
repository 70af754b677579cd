import { setFlagsFromString } from 'node:v8';

// V8 lets the heap of a busy process grow to several times what lives in it before it collects; this process shares its
// machine with a database. Imported before all else: once the heap has grown, it is not asked again for a long time.
setFlagsFromString('--heap-growing-percent=50');
