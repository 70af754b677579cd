import fc from 'fast-check';

/** How often each property is tried; a property that says its own number keeps it. */
fc.configureGlobal({ numRuns: Number(process.env['FC_RUNS']) });
